import type { Json } from '../../activity/entry';

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value has members. */
export function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** A value of which nothing is known, as JSON knows it; nothing where it is no such value. */
export function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  // AWS leaves out what it does not tell, or says null.
  if (Array.isArray(value)) return value.map(toJson).filter((each) => each != null);
  if (typeof value !== 'object') return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]: readonly [string, unknown]) => {
      const read = toJson(each);
      return read === undefined || read === null ? [] : [[name, read]];
    }),
  );
}

/** Whether there is something in a value: AWS takes no empty lists and maps for none. */
export function isFilled(value: Json): boolean {
  if (isList(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : value !== null && value !== '';
}
