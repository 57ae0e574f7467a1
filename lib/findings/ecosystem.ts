import { notReported } from '../builds/describe';
import type { Pair } from './vulnerability';

/**
 * What package managers of one kind are called. Source: the Amazon Inspector API, PackageManager,
 * and the other words that scans have for the same.
 */
const kinds: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['Operating system', ['os', 'rpm', 'dpkg', 'deb', 'apk', 'apt', 'yum', 'dnf']],
  ['Python', ['python', 'pythonpkg', 'pip', 'pipenv', 'poetry']],
  ['Node.js', ['node', 'nodepkg', 'npm', 'yarn', 'pnpm']],
  ['Java', ['java', 'jar', 'pom', 'maven', 'gradle']],
  ['Go', ['go', 'gobinary', 'gomod']],
  ['.NET', ['nuget', 'dotnet', 'dotnet_core']],
  ['Ruby', ['ruby', 'bundler', 'gem', 'gemspec']],
  ['Rust', ['rust', 'cargo']],
  ['PHP', ['php', 'composer']],
];

const names: ReadonlyMap<string, string> = new Map(
  kinds.flatMap(([name, words]) => words.map((word) => [word, name] as const)),
);

/**
 * What a package is a package of, in a word: the words of AWS for it drift between scans. One that
 * is not known is given as it came.
 */
export function ecosystemOf(packageManager: string | undefined): string {
  const word = packageManager?.trim() ?? '';
  if (word === '') return notReported;
  return names.get(word.toLowerCase()) ?? word;
}

const none = [notReported];

/** The ecosystems of a package of a vulnerability, each once; of none, that it is not reported. */
export function ecosystemsOf(pair: Pair | undefined): readonly string[] {
  if (!pair) return none;
  const [first, ...others] = pair.packages;
  if (others.length === 0) return [ecosystemOf(first?.packageManager)];
  return [...new Set(pair.packages.map((each) => ecosystemOf(each.packageManager)))];
}
