import CTeam

/// Calls `body` with each number below `parts`, on `threads` threads of the caller's OpenMP team, of which the caller is one; a part is
/// taken when a thread is free.
///
/// - Parameter body: called from several threads at once; what it writes must be the part's own.
package func inParallel(threads: Int, parts: Int, _ body: (_ part: Int) -> Void) {
    withoutActuallyEscaping(body) { body in
        var work = body
        withUnsafeMutablePointer(to: &work) { work in
            in_parallel(
                threads, parts, { work, part, _ in work!.assumingMemoryBound(to: ((Int) -> Void).self).pointee(part) }, work)
        }
    }
}

/// Keeps the other threads of the caller's OpenMP team off the core that it runs on; see `spread_team`.
package func spreadTeam(threads: Int) { spread_team(threads) }
