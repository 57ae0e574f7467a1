import { changeClasses, type ChangeClass } from './compare';
import { judgementStates } from './judgement';
import { severities } from './severity';

/** What rows are filtered by, beside their class and a text. */
export const filterKeys = [
  'severity',
  'fix',
  'package',
  'ecosystem',
  'difference',
  'judgement',
] as const;

export type FilterKey = (typeof filterKeys)[number];

/** How a filter takes its values; the text of `has` is looked for anywhere in a name. */
const filterWays = ['is', 'is-not', 'has', 'has-not'] as const;

export type FilterWay = (typeof filterWays)[number];

/** One condition: any of the values, or with `-not` none of them. */
export interface Filter {
  readonly by: FilterKey;
  readonly way: FilterWay;
  readonly values: readonly string[];
}

/** How something that is in both builds differs in the second. */
export const differences = ['upgraded', 'severity-up', 'severity-down', 'score', 'fix'] as const;

export type Difference = (typeof differences)[number];

/** The values of a filter that are known before any rows are; any text for the others. */
export const filterValues: Readonly<Partial<Record<FilterKey, readonly string[]>>> = {
  severity: severities,
  fix: ['yes', 'partial', 'no', 'unknown'],
  difference: differences,
  judgement: ['none', ...judgementStates],
};

export const sortKeys = ['severity', 'id', 'change', 'package', 'score', 'published'] as const;

export type SortKey = (typeof sortKeys)[number];

export const groupings = ['vulnerability', 'package'] as const;

export type Grouping = (typeof groupings)[number];

/** Which rows of a comparison are shown, and how. */
export interface Show {
  /** Only what is of these; everything when there are none. */
  readonly classes: readonly ChangeClass[];
  /** All of them must hold. */
  readonly filters: readonly Filter[];
  /** Its words are looked for, each anywhere. */
  readonly text: string;
  /** Whether what a judgement takes out of the counts is shown too. */
  readonly suppressed: boolean;
  readonly group: Grouping;
  readonly sort: { readonly by: SortKey; readonly descending: boolean };
}

/** Everything that counts, the worst first. */
export const firstShow: Show = {
  classes: [],
  filters: [],
  text: '',
  suppressed: false,
  group: 'vulnerability',
  sort: { by: 'severity', descending: true },
};

/** The most that is read of a text: addresses are not to grow without end. */
const limits = { filters: 30, values: 50, text: 300 } as const;

/**
 * Filters that make sense: of known values, each once, those of one kind put together. What names
 * are to have is a condition of its own for each text.
 */
export function tidyFilters(filters: readonly Filter[]): readonly Filter[] {
  const tidy = new Map<string, Filter>();
  for (const { by, way, values } of filters) {
    const looking = way === 'has' || way === 'has-not';
    if (looking && by !== 'package') continue;
    for (const value of values.filter((each) => fits(by, each))) {
      const key = looking ? `${by} ${way} ${value}` : `${by} ${way}`;
      const before = tidy.get(key)?.values ?? [];
      if (before.includes(value) || before.length === limits.values) continue;
      tidy.set(key, { by, way, values: [...before, value] });
    }
  }
  return [...tidy.values()].slice(0, limits.filters);
}

function fits(by: FilterKey, value: string): boolean {
  const known = filterValues[by];
  return known ? known.includes(value) : value.trim() !== '' && value.length <= limits.text;
}

/** Classes in their order, each once; none when they are all there are. */
export function tidyClasses(classes: readonly string[]): readonly ChangeClass[] {
  const tidy = changeClasses.filter((each) => classes.includes(each));
  return tidy.length === changeClasses.length ? [] : tidy;
}

/**
 * A view as a text for an address, such as `change.new*severity.critical.high*sort.score.up`: of
 * characters that need no escape there, and nothing when it is the first one.
 */
export function textOfShow(show: Show): string | undefined {
  const { classes, filters, text, suppressed, group, sort } = show;
  const parts: (readonly string[])[] = [];
  if (classes.length > 0) parts.push(['change', ...classes]);
  for (const { by, way, values } of filters) {
    parts.push([way === 'is' ? by : `${by}-${way}`, ...values]);
  }
  if (text !== '') parts.push(['text', text]);
  if (suppressed) parts.push(['suppressed']);
  if (group !== firstShow.group) parts.push(['group', group]);
  if (sort.by !== firstShow.sort.by || sort.descending !== firstShow.sort.descending) {
    parts.push(['sort', sort.by, sort.descending ? 'down' : 'up']);
  }
  if (parts.length === 0) return undefined;
  return parts.map((words) => words.map(escapeWord).join('.')).join('*');
}

/** Reads what `textOfShow` wrote. What makes no sense is left out. */
export function showOf(text: string | undefined): Show {
  let show = firstShow;
  const filters: Filter[] = [];
  for (const part of (text ?? '').split('*')) {
    const [name = '', ...words] = part.split('.').map(readWord);
    const [first = '', second] = words;
    if (name === 'change') show = { ...show, classes: tidyClasses(words) };
    if (name === 'text') show = { ...show, text: first.slice(0, limits.text) };
    if (name === 'suppressed') show = { ...show, suppressed: true };
    const group = groupings.find((each) => name === 'group' && each === first);
    if (group) show = { ...show, group };
    const by = sortKeys.find((each) => name === 'sort' && each === first);
    if (by) show = { ...show, sort: { by, descending: second !== 'up' } };
    const filter = filterNames.get(name);
    if (filter) filters.push({ ...filter, values: words });
  }
  return { ...show, filters: tidyFilters(filters) };
}

const filterNames: ReadonlyMap<string, Omit<Filter, 'values'>> = new Map(
  filterKeys.flatMap((by) =>
    filterWays.map((way) => [way === 'is' ? by : `${by}-${way}`, { by, way }] as const),
  ),
);

/** Of letters, digits, `-` and `_` alone; half a character is lost. */
function escapeWord(word: string): string {
  return encodeURIComponent(word.replaceAll(/\p{Cs}/gu, ''))
    .replaceAll(/[_.*!~'()]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '_');
}

function readWord(word: string): string {
  try {
    return decodeURIComponent(word.replaceAll('_', '%'));
  } catch {
    // Not written by us.
    return '';
  }
}
