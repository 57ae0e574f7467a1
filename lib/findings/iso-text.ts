/** A time as ISO 8601 in UTC; nothing when there is none, or none of a year of four digits. */
export function isoText(time: number | undefined): string | undefined {
  const date = new Date(time ?? Number.NaN);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}
