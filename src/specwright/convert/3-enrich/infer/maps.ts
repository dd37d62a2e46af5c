import { addShape, emptyShape, type Shape } from './shape.ts';

/** Keys that are data: ids, dates, numbers. A name that a person gave a field is none of these. */
const DATA_KEY = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^\d{4}-\d\d(-\d\d)?(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/,
  /^\d+$/,
  /^[0-9a-f]{16,}$/i,
  /^(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,}$/,
  /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/i,
  /^https?:\/\//,
  /^\d{1,3}(\.\d{1,3}){3}$/,
];

function isDataKey(key: string): boolean {
  return key.length <= 300 && DATA_KEY.some((pattern) => pattern.test(key));
}

/** Whether the keys of an object are data, so that its values share one schema. */
export function isMap(shape: Shape): boolean {
  if (shape.properties.size === 0) return false;
  for (const key of shape.properties.keys()) if (!isDataKey(key)) return false;
  return true;
}

/** What the values of a map have in common. */
export function valuesOf(shape: Shape): Shape {
  const values = emptyShape();
  for (const property of shape.properties.values()) addShape(values, property);
  return values;
}
