"""Our work and a peer's in turn, in one process each, and what is told of their times."""
import statistics, time

def in_turn(ours, request, peer, count, rounds):
    """Processor milliseconds of ours and of the peer's, as pairs, each the mean of so many repetitions; and what ours said besides.
    `ours` is a process that answers `request count` with its milliseconds."""
    pairs = []
    for _ in range(rounds):
        ours.stdin.write(f'{request} {count}\n'); ours.stdin.flush()
        own, *said = ours.stdout.readline().split()
        start = time.process_time()
        for _ in range(count): peer()
        pairs.append((float(own), (time.process_time() - start) * 1e3 / count))
    return pairs, said

def medians(pairs):
    """The medians of both, and of their ratios, with these' quartiles."""
    ratios = sorted(peer / own for own, peer in pairs)
    quarter = len(ratios) // 4
    own, peer = (statistics.median(column) for column in zip(*pairs))
    return own, peer, statistics.median(ratios), ratios[quarter], ratios[-1 - quarter]
