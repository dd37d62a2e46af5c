/** Behaviour of every live page. Texts are set as text, never as markup: they come from clients. */
export const SCRIPT = `
const byId = (id) => document.getElementById(id);
const made = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
const row = (what, tag, tone, more) => {
  const item = document.createElement('li');
  item.append(made('span', 'what', what), made('span', 'tag ' + tone, tag), made('span', 'more', more));
  return item;
};
const tile = (number, name) => {
  const item = document.createElement('li');
  item.append(made('strong', '', number), name);
  return item;
};
const request = (r) => row(r.method + ' ' + r.path, r.status + (r.errorCode ? ' / ' + r.errorCode : ''), r.status < 400 ? 'good' : r.status < 500 ? 'warn' : 'bad',
  [new Date(r.at).toISOString().slice(11, 19), r.operation, r.reason].filter(Boolean).join(' · '));
const show = (id, items, draw, none) => byId(id).replaceChildren(...(items.length ? items.map(draw) : [made('li', '', none)]));
const button = (text, act) => {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
  made.addEventListener('click', act);
  return made;
};
const control = async (method, path, body) => {
  const answer = await fetch('/_sandbox' + path, { method, ...(body && { body: JSON.stringify(body) }) });
  const sent = await answer.json();
  byId('outcome').textContent = answer.ok ? 'Done.' : sent.message;
  return sent;
};
const on = (id, act) => byId(id).addEventListener('click', act);
on('reset', () => control('POST', '/reset'));
on('forward', () => control('POST', '/clock', { advance: byId('advance').value }));
on('inject', () => control('POST', '/faults', JSON.parse(byId('error').value)));
on('fault-on', () => control('POST', '/faults', { name: byId('fault').value.trim() }));
on('faults-off', () => control('DELETE', '/faults'));
byId('controls').addEventListener('submit', (event) => event.preventDefault());
byId('fault').addEventListener('focus', async () => {
  const { available } = await (await fetch('/_sandbox/faults')).json();
  byId('faults').replaceChildren(...available.map((f) => Object.assign(document.createElement('option'), { value: f.name, textContent: f.breaks })));
}, { once: true });
let drawn = '';
// A button that is pressed must not be replaced meanwhile: only what changed is drawn anew.
const drawActive = (faults) => {
  if (drawn === String(faults)) return;
  drawn = String(faults);
  byId('active').replaceChildren(...faults.map((name) => button(name + ' off', () => control('DELETE', '/faults/' + encodeURIComponent(name)))));
};
const showAll = (data) => {
  const { state, requests } = JSON.parse(data);
  const faults = state.faults.length ? ' · faults: ' + state.faults.join(', ') : '';
  byId('clock').textContent = state.now.slice(0, 19).replace('T', ' ') + ' · ' + state.counts.requests + ' requests' + faults;
  drawActive(state.faults);
  draw(state);
  show('requests', requests, request, 'No requests yet.');
};
showAll(byId('first').textContent);
const source = new EventSource('/_sandbox/events');
source.onmessage = ({ data }) => showAll(data);
source.onerror = () => { byId('clock').textContent = 'connection lost, trying again …'; };
`;
