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
const showAll = (data) => {
  const { state, requests } = JSON.parse(data);
  const faults = state.faults.length ? ' · faults: ' + state.faults.join(', ') : '';
  byId('clock').textContent = state.now.slice(0, 19).replace('T', ' ') + ' · ' + state.counts.requests + ' requests' + faults;
  draw(state);
  show('requests', requests, request, 'No requests yet.');
};
showAll(byId('first').textContent);
const source = new EventSource('/_sandbox/events');
source.onmessage = ({ data }) => showAll(data);
source.onerror = () => { byId('clock').textContent = 'connection lost, trying again …'; };
`;
