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
  const said = button.querySelector('[data-said]') ?? button;
  const source = document.getElementById(button.dataset.copy);
  button.addEventListener('click', () => void navigator.clipboard.writeText(source?.value ?? '').then(() => { said.textContent = 'Copied'; }, () => source?.select()));
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

// Passkeys: offered only where the browser can read and write their JSON.
const canPasskey = typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
async function ask(path, body, csrf) {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...(csrf ? { 'x-csrf': csrf } : {}) }, body: JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? 'The server did not answer. Nothing was changed.');
  return answer;
}
const words = (error) => (error instanceof DOMException ? 'No passkey was used. Nothing was changed.' : error.message);

/** Runs a dialogue of the browser and goes on, or says why not beside its button. */
async function run(place, work) {
  const told = place.querySelector('[data-told]');
  told.textContent = '';
  try {
    location.assign((await work()).next);
  } catch (error) {
    told.textContent = words(error);
  }
}

const add = document.querySelector('form[data-passkey-add]');
async function addPasskey() {
  const options = await ask('/profile/passkeys/options', {}, add.dataset.csrf);
  const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  return ask('/profile/passkeys', { label: add.elements.label.value, response: made.toJSON() }, add.dataset.csrf);
}
if (add && canPasskey) {
  add.hidden = false;
  add.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(add, addPasskey);
  });
}

const enter = document.querySelector('[data-passkey-sign-in]');
async function usePasskey() {
  const options = await ask('/sign-in/passkey/options', {});
  const proof = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return ask('/sign-in/passkey', proof.toJSON());
}
if (enter && canPasskey) {
  enter.hidden = false;
  enter.querySelector('button').addEventListener('click', () => void run(enter, usePasskey));
}
