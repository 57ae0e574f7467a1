/**
 * Readers of AWS's answers, for JSON and XML alike. The answers do not always obey the models:
 * any member may be missing, null or something else, and none of that makes an answer unreadable.
 */

/** Whether something has members: neither a list nor text. */
export function hasMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member as it is; nothing for null. */
export function memberIn(from: unknown, name: string): unknown {
  return hasMembers(from) && Object.hasOwn(from, name) ? (from[name] ?? undefined) : undefined;
}

/** A member that is text. */
export function textIn(from: unknown, name: string): string | undefined {
  const value = memberIn(from, name);
  return typeof value === 'string' ? value : undefined;
}

/** A member that is a number, which XML has as text. */
export function numberIn(from: unknown, name: string): number | undefined {
  const value = memberIn(from, name);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A member that is true or false, which XML has as text. */
export function flagIn(from: unknown, name: string): boolean | undefined {
  const value = memberIn(from, name);
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

/** The last time that a date can have, in epoch milliseconds. Source: ECMAScript, time values. */
const latest = 8.64e15;

/**
 * A member that is a time, in epoch milliseconds: AWS gives epoch seconds, or text. A number that no
 * date has is none: whoever writes it as a date would fail at it.
 */
export function timeIn(from: unknown, name: string): number | undefined {
  const time = timeOf(memberIn(from, name));
  return Math.abs(time) <= latest ? time : undefined;
}

function timeOf(value: unknown): number {
  if (typeof value === 'number') return Math.round(value * 1000);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

/** The items of a member that is a list, without those that are null. */
export function listIn(from: unknown, name: string): readonly unknown[] {
  const value = memberIn(from, name);
  return Array.isArray(value) ? value.filter((item: unknown) => item != null) : [];
}

/** The texts of a member that is a list of texts. */
export function textsIn(from: unknown, name: string): readonly string[] {
  return listIn(from, name).filter((item) => typeof item === 'string');
}
