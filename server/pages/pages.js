// Small helps for pages that work without them.
const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
for (const time of document.querySelectorAll('time[data-local]')) time.textContent = short.format(new Date(time.dateTime));

// On a narrow page the navigation starts closed.
const narrow = matchMedia('(max-width: 760px)');
const nav = document.querySelector('details[data-wide-open]');
const fit = () => { if (nav) nav.open = !narrow.matches; };
narrow.addEventListener('change', fit);
fit();

// Open menus close on Escape and on a press elsewhere.
const menus = 'details.p-ws[open], details.p-confirm[open]';
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll(menus)) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
document.addEventListener('pointerdown', (event) => {
  for (const menu of document.querySelectorAll(menus)) if (!menu.contains(event.target)) menu.open = false;
});

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    if (!source) return;
    await navigator.clipboard.writeText(source.value ?? source.textContent ?? '');
    const said = button.querySelector('[data-said]') ?? button;
    said.textContent = 'Copied';
  });
}

// One press, one request.
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  const { submitter } = event;
  if (event.target.dataset.sent === 'yes') { event.preventDefault(); return; }
  event.target.dataset.sent = 'yes';
  submitter?.setAttribute('aria-busy', 'true');
});
addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
