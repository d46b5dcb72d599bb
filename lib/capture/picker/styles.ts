/** The design tokens and parts that the picker needs, with their values: nothing is loaded. The system's theme rules, not the page's. */
export const PICKER_STYLES = `
:host::backdrop { display: none !important; }
* { box-sizing: border-box; margin: 0; padding: 0; font: inherit; color: inherit; }
.layer, .bar {
  --surface: light-dark(#fefdfb, #1b1815); --raised: light-dark(#fefdfb, #24201d); --canvas: light-dark(#f8f5f1, #13110e); --fill: light-dark(#f2eee8, #2b2622);
  --line: light-dark(#e7e2db, #2d2925); --line-strong: light-dark(#d5cec5, #423d37); --line-control: light-dark(#8f877e, #7a736b);
  --hover: light-dark(rgb(74 52 34 / .055), rgb(255 236 214 / .06)); --text: light-dark(#251f1b, #f0ece7); --text-2: light-dark(#574f49, #b7b2aa); --text-3: light-dark(#6e665e, #99928b);
  --ember: light-dark(#c14b1a, #ef844a); --ember-hover: light-dark(#ab3f12, #f7945a); --on-ember: light-dark(#fff, #1a0f08); --ember-tint: light-dark(#fdeee5, #35200f); --bad: light-dark(#ab243e, #f48d96);
  --focus: light-dark(#ab4017, #f49963); --inverse: light-dark(#fefdfb, #13110e);
  --shadow: 0 2px 6px light-dark(rgb(64 44 28 / .07), rgb(0 0 0 / .5)), 0 14px 36px -8px light-dark(rgb(64 44 28 / .2), rgb(0 0 0 / .7));
  --ui: system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font: 400 13px/20px var(--ui); font-variant-numeric: tabular-nums; color: var(--text); text-align: left;
}
.layer { position: fixed; inset: 0; overflow: hidden; pointer-events: none; }
.layer > * { position: absolute; }
.region { border: 2px solid var(--ember); border-radius: 10px; }
.row { border: 1px solid light-dark(rgb(193 75 26 / .55), rgb(239 132 74 / .6)); border-radius: 4px; background: light-dark(rgb(193 75 26 / .03), rgb(239 132 74 / .05)); }
.cell { border-radius: 3px; outline: 1px dashed var(--ember); outline-offset: 1px; }
.hot { outline: 2px solid var(--ember); outline-offset: 2px; border-radius: 2px; background: light-dark(rgb(193 75 26 / .06), rgb(239 132 74 / .1)); }
.example { outline: 2px dashed var(--ember); outline-offset: 2px; border-radius: 2px; }
.lab { height: 18px; padding: 0 6px; border-radius: 4px; background: var(--ember); color: var(--on-ember); font: 500 11px/18px var(--ui); white-space: nowrap; max-width: 160px; overflow: hidden; text-overflow: ellipsis; }
.tip { max-width: 340px; padding: 8px 12px; border-radius: 8px; background: var(--raised); box-shadow: 0 0 0 1px var(--line-strong), var(--shadow); font: 400 12px/18px var(--ui); overflow: hidden; }
.tip b { font-weight: 600; color: var(--text); } .tip code { margin-right: 6px; color: var(--text-2); } .tip .value { color: var(--text-2); } .tip .line { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; color: var(--text-3); }
code { font: 400 11.5px/17px var(--mono); }
.bar {
  position: fixed; left: 50%; bottom: 16px; translate: -50% 0; width: min(1040px, calc(100vw - 24px)); max-height: min(42vh, 330px); display: flex; flex-direction: column; border-radius: 10px; background: var(--raised);
  box-shadow: 0 0 0 1px var(--line-strong), var(--shadow); cursor: default; animation: in 160ms cubic-bezier(.2, 0, 0, 1) backwards;
}
.bar.is-top { bottom: auto; top: 16px; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 8px 8px 8px 12px; flex: none; }
.mark { width: 20px; height: 20px; flex: none; }
.say { flex: 1 1 190px; min-width: 0; line-height: 17px; } .say b { display: block; font-weight: 600; } .say span { font-size: 12px; color: var(--text-2); } .say.is-bad span { color: var(--bad); }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.seg { display: inline-flex; padding: 2px; border-radius: 6px; background: var(--fill); } .seg button { height: 24px; padding: 0 8px; } .seg button[aria-pressed="true"] { background: var(--surface); color: var(--text); box-shadow: 0 0 0 1px var(--line-strong); }
button { flex: none; display: inline-flex; align-items: center; justify-content: center; gap: 5px; min-width: 26px; height: 28px; padding: 0 8px; border: 1px solid transparent; border-radius: 6px; background: none; color: var(--text-2); cursor: pointer; font: 500 12px/16px var(--ui); white-space: nowrap; }
button:hover { background: var(--hover); color: var(--text); }
button.default { border-color: var(--line-strong); background: var(--surface); color: var(--text); }
button.primary { background: var(--ember); color: var(--on-ember); font-weight: 600; } button.primary:hover { background: var(--ember-hover); }
button[aria-disabled="true"] { background: var(--fill); color: var(--text-3); border-color: var(--line); cursor: default; }
button:focus-visible, select:focus-visible, .cursor:focus-visible, .preview:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
button[hidden], select[hidden], [hidden] { display: none; }
kbd { font: 400 11px/16px var(--ui); color: var(--text-3); border: 1px solid var(--line-strong); border-radius: 4px; padding: 0 4px; }
.i { width: 14px; height: 14px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
select { height: 26px; max-width: 150px; padding: 0 4px; border: 1px solid var(--line-control); border-radius: 6px; background: var(--surface); font: 400 12px/16px var(--ui); cursor: pointer; }
option { background: var(--surface); color: var(--text); }
.cursor { display: flex; align-items: center; gap: 8px; min-height: 28px; margin: 0 12px 8px; padding: 3px 8px; border-radius: 6px; background: var(--fill); font-size: 12px; line-height: 18px; flex: none; overflow: hidden; }
.cursor > * { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .cursor .value { flex: 0 1 auto; min-width: 0; color: var(--text-2); } .cursor .keys { margin-left: auto; flex: none; display: inline-flex; gap: 12px; color: var(--text-3); } .cursor .hint { display: inline-flex; align-items: center; gap: 4px; } .cursor kbd { background: var(--surface); min-width: 18px; text-align: center; } .cursor code { flex: 0 1 auto; max-width: 40%; }
.picks { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; padding: 0 12px 8px; flex: none; overflow-y: auto; max-height: 78px; scrollbar-width: thin; }
.picks:empty, .preview:empty { display: none; }
.pick { display: inline-flex; align-items: center; gap: 4px; height: 32px; padding: 0 2px 0 8px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); font-size: 12px; } .pick b { font-weight: 500; max-width: 140px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pick select { border-color: transparent; background: var(--fill); } .pick button { height: 24px; min-width: 24px; padding: 0; }
.preview { flex: 1 1 auto; min-height: 60px; overflow: auto; border-top: 1px solid var(--line); scrollbar-width: thin; border-radius: 0 0 10px 10px; }
table { border-collapse: collapse; font-size: 12px; line-height: 18px; min-width: 100%; } th { position: sticky; top: 0; background: var(--canvas); font-weight: 500; color: var(--text-2); }
th, td { text-align: left; padding: 4px 12px; border-bottom: 1px solid var(--line); max-width: 260px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } td.none { color: var(--text-3); } caption { caption-side: bottom; text-align: left; padding: 6px 12px; color: var(--text-3); }
.n { color: var(--text-3); text-align: right; width: 1%; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@keyframes in { from { opacity: 0; } }
@media (max-width: 640px) { .bar { bottom: 8px; width: calc(100vw - 16px); max-height: min(52vh, 400px); } .bar.is-top { top: 8px; } .cursor .keys { display: none; } }
@media (prefers-reduced-motion: reduce) { .bar { animation: none; } }
@media (forced-colors: active) { .bar, .tip, button, .pick { border: 1px solid CanvasText; } .hot, .example, .cell { outline-color: Highlight; } .region, .row { border-color: Highlight; } }
`;
