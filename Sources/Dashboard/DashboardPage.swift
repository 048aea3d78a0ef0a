/// The page; it asks for `snapshot.json` twice a second and draws what it gets. It loads nothing from elsewhere.
enum DashboardPage {
    static let html = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Framerill</title><style>
        body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #223 }
        table { border-collapse: collapse; width: 100% } th, td { padding: .35rem .6rem; text-align: right }
        th:first-child, td:first-child { text-align: left } thead th { border-bottom: 2px solid #cdd; font-weight: 600 }
        tbody tr:nth-child(even) { background: #f4f8f8 } .bar { background: #dee8e8; width: 9rem; height: .8rem; display: inline-block }
        .bar i { display: block; height: 100%; background: #2a8f8f } .pace td { font-weight: 600 } #state { color: #566 }
        </style></head><body>
        <h1>Framerill</h1><p id="state">waiting for the run</p>
        <table><thead><tr><th>stage<th>in<th>out<th>filtered<th>dropped<th>failed<th>queue<th>an item, half / 99 %<th>busy</tr></thead><tbody id="rows"></tbody></table>
        <script>
        const cell = (row, text) => { const c = row.insertCell(); c.textContent = text; return c }
        const bar = (row, share, text) => {
          const c = cell(row, text + " "), outer = document.createElement("span"), inner = document.createElement("i")
          outer.className = "bar"; inner.style.width = Math.round(100 * share) + "%"; outer.append(inner); c.append(outer)
        }
        const time = s => s >= 1 ? s.toFixed(1) + " s" : s >= 1e-3 ? (s * 1e3).toFixed(1) + " ms" : (s * 1e6).toFixed(1) + " µs"
        function show(s) {
          const sum = (list, f) => list.reduce((n, x) => n + f(x), 0)
          const stored = sum(s.parts.filter(p => p.kind == "sink"), p => p.sent)
          const share = p => p.busy / (p.busy + p.waitingForInput + p.waitingForOutput || 1)
          const pace = Math.max(...s.parts.map(share))
          state.textContent = stored + (s.expectedCount ? " of " + s.expectedCount : "") + " stored, " +
            (s.elapsed ? stored / s.elapsed : 0).toFixed(1) + " a second" + (s.isStopping ? ", stopping" : "")
          rows.replaceChildren()
          for (const p of s.parts) {
            const row = rows.insertRow(), c = s.channels.find(c => c.stage == p.name)
            if (share(p) == pace) row.className = "pace"
            cell(row, p.name + (p.workers > 1 ? " ×" + p.workers : "")); cell(row, p.kind == "source" ? "" : p.received)
            cell(row, p.sent); cell(row, p.filtered); cell(row, c ? c.counts.dropped : ""); cell(row, p.failed)
            const waiting = c ? c.counts.sent - c.counts.received - c.counts.dropped : 0
            c ? bar(row, waiting / c.capacity, waiting + "/" + c.capacity) : cell(row, "")
            const times = p.serviceTime; cell(row, times ? time(times.p50) + " / " + time(times.p99) : "")
            bar(row, share(p), Math.round(100 * share(p)) + " %")
          }
        }
        async function poll() {
          try { const s = await (await fetch("snapshot.json")).json(); if (s) show(s); setTimeout(poll, 500) }
          catch { state.textContent += " (the run is over)" }
        }
        poll()
        </script></body></html>
        """
}
