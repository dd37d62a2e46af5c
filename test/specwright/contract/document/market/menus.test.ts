import { objectAt, type Json, type JsonObject } from '../../../../../src/specwright/base/json.ts';
import type { Answer } from '../../pets.ts';
import {
  answering,
  answers,
  body,
  idOf,
  inPath,
  inQuery,
  judge,
  need,
  oneOf,
  record,
  Refusal,
  Table,
  text,
  whole,
  type Deeds,
} from './small-server.ts';

/* Menus that offer dishes: what joins two records keeps both, and a day that a kitchen has one menu for. */

const dish = record({ id: { ...idOf('dish'), readOnly: true }, title: text });
const menu = record({
  id: { ...idOf('menu'), readOnly: true },
  kitchen: oneOf('north', 'south'),
  day: { type: 'string', format: 'date' },
  note: text,
});
const offer = record({ dish_id: { ...idOf('dish'), readOnly: true }, price: whole(1, 900) });
const refused = (words: string): JsonObject => ({ 409: { description: words } });
const said = (status: number, schema: JsonObject | undefined, words: string): JsonObject => ({
  responses: { ...objectAt(answers(status, schema), 'responses'), ...refused(words) },
});
const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Menus', version: '1' },
  paths: {
    '/dishes': {
      get: {
        operationId: 'listDishes',
        parameters: [
          { ...inQuery('filter', record({ title: text }, 'title')), style: 'deepObject', explode: true },
          inQuery('page[limit]', { ...whole(1, 50), default: 20 }),
        ],
        ...answers(200, { type: 'array', items: dish }),
      },
      post: { operationId: 'addDish', ...body(dish), ...answers(201, dish) },
    },
    '/dishes/{dish_id}': {
      parameters: [inPath('dish_id', 'dish')],
      get: { operationId: 'getDish', ...answers(200, dish) },
      delete: { operationId: 'dropDish', ...said(204, undefined, 'Still offered on a menu.') },
    },
    '/menus': {
      post: {
        operationId: 'addMenu',
        ...body(menu),
        ...said(201, menu, 'The kitchen has a menu for that day.'),
      },
    },
    '/menus/{menu_id}': {
      parameters: [inPath('menu_id', 'menu')],
      get: { operationId: 'getMenu', ...answers(200, menu) },
      delete: { operationId: 'dropMenu', ...answers(204) },
    },
    '/menus/{menu_id}/offers/{dish_id}': {
      parameters: [inPath('menu_id', 'menu'), inPath('dish_id', 'dish')],
      put: { operationId: 'putOffer', ...body(offer), ...answers(201, offer) },
      get: { operationId: 'getOffer', ...answers(200, offer) },
      delete: { operationId: 'dropOffer', ...answers(204) },
    },
  },
};

/** The server, sound or with one fault. */
function serverOf(fault = ''): Answer {
  const [dishes, menus] = [new Table('dish'), new Table('menu')];
  const offers = new Map<string, JsonObject>();
  const keyOf = ({ menu_id, dish_id }: JsonObject): string => `${String(menu_id)} ${String(dish_id)}`;
  const offerOf = (given: JsonObject): JsonObject => {
    const found = offers.get(keyOf(given));
    if (found === undefined) throw new Refusal(404);
    return found;
  };
  const isOffered = (id: Json | undefined): boolean =>
    [...offers.keys()].some((key) => key.endsWith(` ${String(id)}`));
  const deeds: Deeds = {
    listDishes: ({ given }) => {
      const [title, limit] = [given['filter[title]'], Number(given['page[limit]'] ?? 20)];
      need(limit >= 1 && limit <= 50, 400);
      const isMeant = (one: JsonObject): boolean =>
        title === undefined || one['title'] === title || fault === 'title-ignored';
      return dishes.all.filter(isMeant).slice(0, fault === 'limit-ignored' ? undefined : limit);
    },
    addDish: ({ sent }) => dishes.add(sent),
    getDish: ({ given }) => dishes.find(given['dish_id']),
    dropDish: ({ given }) => {
      const { id } = dishes.find(given['dish_id']);
      need(!isOffered(id) || fault === 'offered-dropped');
      dishes.remove(id);
      return undefined;
    },
    addMenu: ({ sent }) => {
      const isSame = (one: JsonObject): boolean =>
        one['kitchen'] === sent['kitchen'] && one['day'] === sent['day'];
      need(!menus.all.some(isSame) || fault === 'two-a-day');
      return menus.add(sent);
    },
    getMenu: ({ given }) => menus.find(given['menu_id']),
    dropMenu: ({ given }) => {
      const { id } = menus.find(given['menu_id']);
      menus.remove(id);
      for (const key of offers.keys()) if (key.startsWith(`${String(id)} `)) offers.delete(key);
      return undefined;
    },
    putOffer: ({ given, sent }) => {
      menus.find(given['menu_id']);
      const { id = null } = dishes.find(given['dish_id']);
      const put = { ...sent, dish_id: id };
      offers.set(keyOf(given), put);
      return put;
    },
    getOffer: ({ given }) => offerOf(given),
    dropOffer: ({ given }) => {
      offerOf(given);
      offers.delete(keyOf(given));
      return undefined;
    },
  };
  return answering(document, deeds, { takesAnyQuery: true });
}

judge({
  document,
  serverOf,
  faults: [
    ['title-ignored', /listDishes ignores the filter title/],
    ['limit-ignored', /listDishes ignores limit/],
    ['offered-dropped', /dropDish accepts .* Still offered on a menu/],
    ['two-a-day', /addMenu accepts .*The kitchen has a menu for that day/],
  ],
});
