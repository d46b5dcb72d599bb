/** The design tokens that the pieces on a page need, with their values: nothing is loaded. The system's theme rules, not the page's. */
export const LAYER_STYLES = `
:host { color-scheme: light dark !important; }
* { box-sizing: border-box; margin: 0; }
.toast, .ring, .list {
  --raised: light-dark(#fefdfb, #24201d); --line-strong: light-dark(#d5cec5, #423d37); --hover: light-dark(rgb(74 52 34 / .055), rgb(255 236 214 / .06));
  --text: light-dark(#251f1b, #f0ece7); --text-2: light-dark(#574f49, #b7b2aa); --ember: light-dark(#c14b1a, #ef844a); --focus: light-dark(#ab4017, #f49963);
  --on-ember: light-dark(#ffffff, #1a0f08); --ember-hover: light-dark(#ab3f12, #f7945a); --text-3: light-dark(#6e665e, #99928b);
  --ok-tint: light-dark(#eef4de, #222916); --ok-line: light-dark(#bfcf9d, #485630); --ok: light-dark(#4e6a21, #accb73); --bad: light-dark(#ab243e, #f48d96);
}
.toast {
  position: fixed; right: 24px; bottom: 24px; width: 400px; max-width: calc(100vw - 32px); display: flex; align-items: center; gap: 10px; padding: 10px 8px 10px 14px;
  border-radius: 10px; background: var(--raised); color: var(--text); pointer-events: auto;
  box-shadow: 0 0 0 1px var(--line-strong), 0 2px 6px light-dark(rgb(64 44 28 / .07), rgb(0 0 0 / .5)), 0 14px 36px -8px light-dark(rgb(64 44 28 / .2), rgb(0 0 0 / .7));
  font: 400 13px/20px system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; text-align: left; animation: in 280ms cubic-bezier(.2, 0, 0, 1) backwards;
}
.toast[hidden] { display: none; }
@media (max-width: 460px) { .toast { right: 16px; bottom: 16px; } }
.words { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.title { font-weight: 600; }
.detail { font-size: 12px; line-height: 17px; color: var(--text-2); }
.icon { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.is-ok { color: var(--ok); } .is-bad { color: var(--bad); }
button {
  flex: none; min-width: 26px; height: 26px; padding: 0 8px; border: 1px solid transparent; border-radius: 6px; background: none; color: var(--text-2); cursor: pointer;
  font: 500 12px/16px system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; white-space: nowrap;
}
button:hover { background: var(--hover); color: var(--text); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.close { padding: 0 4px; display: inline-flex; align-items: center; justify-content: center; }
.ring { position: fixed; border-radius: 4px; outline: 2px solid var(--ember); outline-offset: 3px; background: light-dark(rgb(193 75 26 / .08), rgb(239 132 74 / .12)); animation: fade 160ms ease backwards; }
/* The outline of a list. It lies over the page and moves nothing of it. */
.list { position: fixed; inset: 0; font: 400 13px/20px system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; animation: fade 160ms ease backwards; }
.list > *, .boxes > * { position: absolute; left: 0; top: 0; }
.region { border: 2px solid var(--ember); border-radius: 10px; }
.row { border: 1px solid light-dark(rgb(193 75 26 / .55), rgb(239 132 74 / .6)); border-radius: 4px; background: light-dark(rgb(193 75 26 / .03), rgb(239 132 74 / .05)); }
.row.is-known { border-color: var(--ok); background: light-dark(rgb(78 106 33 / .05), rgb(172 203 115 / .05)); }
.tag { position: absolute; right: 10px; top: -11px; max-width: calc(100% - 20px); height: 20px; display: inline-flex; align-items: center; gap: 4px; padding: 0 6px; border-radius: 4px; background: var(--ok-tint); color: var(--ok); box-shadow: 0 0 0 1px var(--ok-line); font-size: 11px; line-height: 16px; font-weight: 500; }
.tag > span, .lab > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tag > .icon, .lab > .icon { width: 12px; height: 12px; }
.lab { height: 18px; max-width: 240px; display: inline-flex; align-items: center; gap: 4px; padding: 0 6px; border-radius: 4px; background: var(--ember); color: var(--on-ember); font-size: 11px; line-height: 18px; font-weight: 500; }
.bar { display: flex; align-items: center; gap: 8px; max-width: calc(100vw - 16px); min-height: 38px; padding: 5px 6px 5px 12px; border-radius: 10px; background: var(--raised); color: var(--text); pointer-events: auto; white-space: nowrap; box-shadow: 0 0 0 1px var(--line-strong), 0 2px 6px light-dark(rgb(64 44 28 / .07), rgb(0 0 0 / .5)), 0 14px 36px -8px light-dark(rgb(64 44 28 / .2), rgb(0 0 0 / .7)); }
.bar b { font-weight: 600; } .bar .note { color: var(--text-3); } .bar .step { font-size: 12px; line-height: 16px; color: var(--text-2); }
.mark { width: 18px; height: 18px; flex: none; display: block; }
.sep { flex: none; width: 1px; height: 18px; background: var(--line-strong); margin: 0 2px; }
.go { background: var(--ember); color: var(--on-ember); font-weight: 600; } .go:hover { background: var(--ember-hover); color: var(--on-ember); }
.arrow { padding: 0; width: 24px; min-width: 24px; display: inline-flex; align-items: center; justify-content: center; } .arrow .icon { width: 14px; height: 14px; }
.kbd { font-size: 11px; line-height: 16px; font-weight: 400; color: var(--text-3); border: 1px solid var(--line-strong); border-radius: 4px; padding: 0 4px; margin-left: 4px; }
@media (max-width: 560px) { .bar { flex-wrap: wrap; } .bar .note { display: none; } }
@keyframes in { from { opacity: 0; translate: 0 8px; } }
@keyframes fade { from { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .toast, .ring, .list { animation: none; } }
@media (forced-colors: active) { .toast, .bar, .tag, .lab, button { border: 1px solid CanvasText; } .ring { outline-color: Highlight; } }
`;
