let english: Intl.NumberFormat | undefined;

/** A number with separators of thousands: `12,000`. */
export function formatNumber(number: number): string {
  // Made once, and only when asked for: making one is dearer than all that a table asks of it.
  return (english ??= new Intl.NumberFormat('en')).format(number);
}

/** A number with its noun: `1 image`, `12 images`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/** One of AWS's codes as words: `TIMED_OUT` reads `Timed out`. */
export function inWords(code: string, between = ' '): string {
  const words = code.toLowerCase().replaceAll('_', between);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
