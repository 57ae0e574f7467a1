/** How the installed version of a package differs; `other` when nobody can say which is newer. */
export type VersionShift = 'upgraded' | 'downgraded' | 'other' | 'same';

/**
 * Which of two versions of a package is the newer one: negative when it is the second. Digits are
 * compared as numbers, letters as letters, a tilde is older than nothing at all, an epoch counts
 * first, and what follows the last hyphen counts last. Source: deb-version(7), which RPM's own
 * comparison follows in all but corners, and its caret, which deb has not. Versions of Python and
 * npm are ordered by the same rules, with their words for what comes before a release.
 */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [epochA, upstreamA, revisionA] = partsOf(a);
  const [epochB, upstreamB, revisionB] = partsOf(b);
  return (
    epochA - epochB || comparePlain(upstreamA, upstreamB) || comparePlain(revisionA, revisionB)
  );
}

/** How the versions of a package differ, by the newest of each. */
export function versionShift(base: readonly string[], target: readonly string[]): VersionShift {
  if (base.length === target.length && base.every((each, index) => each === target[index])) {
    return 'same';
  }
  const before = newestOf(base);
  const after = newestOf(target);
  if (before === undefined || after === undefined) return 'other';
  const difference = compareVersions(after, before);
  if (difference === 0) return 'other';
  return difference > 0 ? 'upgraded' : 'downgraded';
}

/** The newest of some versions. */
export function newestOf(versions: readonly string[]): string | undefined {
  let newest: string | undefined;
  for (const each of versions) {
    if (newest === undefined || compareVersions(each, newest) > 0) newest = each;
  }
  return newest;
}

/**
 * What is published before a release, by the words of PEP 440, Semantic Versioning and Maven: made
 * the tilde of deb and RPM, which say it so. Single letters are not among them, as `1.0.2a` of
 * OpenSSL follows `1.0.2`.
 */
const beforeRelease = /(?<=\d)[-._]?(?=(?:alpha|beta|rc|pre|preview|dev|snapshot)(?![a-z]))/gi;

function partsOf(version: string): readonly [epoch: number, upstream: string, revision: string] {
  const [, epoch = '0', rest = version] = /^(\d{1,9}):(.*)$/s.exec(version) ?? [];
  const plain = rest.replaceAll(beforeRelease, '~');
  const hyphen = plain.lastIndexOf('-');
  return hyphen === -1
    ? [Number(epoch), plain, '']
    : [Number(epoch), plain.slice(0, hyphen), plain.slice(hyphen + 1)];
}

function comparePlain(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const textA = runAt(a, i, false);
    const textB = runAt(b, j, false);
    const byText = compareText(textA, textB);
    if (byText !== 0) return byText;
    i += textA.length;
    j += textB.length;
    const digitsA = runAt(a, i, true);
    const digitsB = runAt(b, j, true);
    const byNumber = compareDigits(digitsA, digitsB);
    if (byNumber !== 0) return byNumber;
    i += digitsA.length;
    j += digitsB.length;
  }
  return 0;
}

/** What there is from a place on of digits alone, or of anything but digits. */
function runAt(text: string, from: number, digits: boolean): string {
  let to = from;
  while (to < text.length && isDigit(text.charCodeAt(to)) === digits) to += 1;
  return text.slice(from, to);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What is no number: a tilde before the end, the end before a caret, letters before the rest. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = weightOf(a.charAt(at)) - weightOf(b.charAt(at));
    if (difference !== 0) return difference;
  }
  return 0;
}

function weightOf(character: string): number {
  if (character === '~') return -1;
  if (character === '') return 0;
  if (character === '^') return 0.5;
  const code = character.charCodeAt(0);
  return /[a-z]/i.test(character) ? code : code + 0x1_0000;
}

/** Numbers of any length: the longer one is the larger. */
function compareDigits(a: string, b: string): number {
  const plainA = a.replace(/^0+/, '');
  const plainB = b.replace(/^0+/, '');
  if (plainA.length !== plainB.length) return plainA.length - plainB.length;
  return plainA < plainB ? -1 : Number(plainA > plainB);
}
