"""How the page of figures looks: light and dark, on a wide screen, a narrow one and paper; nothing is loaded."""

STYLE = """
:root { color-scheme: light dark; --page: #f6f3ec; --card: #fdfcf9; --edge: #e2dccf; --ink: #26282e; --dim: #66645e;
  --rest: #e6e1d5; --a: #0a6e32; --b: #00728a; --c: #2458c4; --d: #b3263a; }
@media (prefers-color-scheme: dark) { :root { --page: #14161a; --card: #1b1e24; --edge: #2d3139; --ink: #d9dbdf;
  --dim: #969ca8; --rest: #2f343d; --a: #7fd894; --b: #4fb8c4; --c: #7ba3ff; --d: #f0706e; } }
* { box-sizing: border-box }
body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; max-width: 66rem;
  margin: 0 auto; padding: 2.5rem 1.25rem; font-variant-numeric: tabular-nums }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1.25rem; overflow-wrap: anywhere }
h2 { font-size: 1.05rem; margin: 0 0 .75rem }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: 10px; padding: 1.25rem 1.5rem;
  margin-top: 1.25rem; overflow-x: auto }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.25rem; margin: 0 }
.tiles .card { margin: 0; padding: 1rem 1.5rem }
dt, .dim, small { color: var(--dim) }
.tiles dd { font-size: 1.7rem; line-height: 1.2; font-weight: 600; margin: 0 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .4rem 1.25rem .4rem 0; vertical-align: middle; white-space: nowrap }
tr > :last-child { padding-right: 0 }
tbody tr + tr { border-top: 1px solid var(--edge) }
thead th { color: var(--dim); font-weight: 400; font-size: .87rem; vertical-align: bottom }
tbody th { font-weight: 600; max-width: 20rem; overflow: hidden; text-overflow: ellipsis }
.number { text-align: right }
.wide { width: 100%; min-width: 9rem } .number svg { margin-left: auto }
svg { display: block } svg.bar { width: 100%; height: 10px; border-radius: 3px }
.rest { fill: var(--rest) } .a { fill: var(--a) } .b { fill: var(--b) } .c { fill: var(--c) } .d { fill: var(--d) }
.key { display: inline-block; width: .7em; height: .7em; margin-right: .4em; border-radius: 2px }
.key.a { background: var(--a) } .key.b { background: var(--b) }
.key.c { background: var(--c) } .key.d { background: var(--d) }
.matrix { width: auto } .matrix tbody tr + tr { border: 0 }
.matrix th { max-width: 9rem; overflow: hidden; text-overflow: ellipsis }
.matrix td { padding: .55rem .9rem; text-align: center; border: 2px solid var(--card); border-radius: 6px }
.matrix td.pair { background: color-mix(in srgb, var(--a) calc(var(--shade) * 50%), var(--rest)) }
.matrix thead th { text-align: center; padding: 0 .9rem .4rem }
.matrix b, .matrix small { display: block; color: var(--ink) } .matrix small { opacity: .8 }
p { margin: .75rem 0 0 }
@media print { body { padding: 0 } .card { break-inside: avoid } }
"""
