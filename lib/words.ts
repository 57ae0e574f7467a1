/** A number with its noun: `1 image`, `12 images`. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** One of AWS's codes as words: `TIMED_OUT` reads `Timed out`. */
export function inWords(code: string, between = ' '): string {
  const words = code.toLowerCase().replaceAll('_', between);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
