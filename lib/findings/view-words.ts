import { describeSeverity } from '../builds/describe';
import { countOf, formatNumber } from '../words';
import type { ChangeClass } from './compare';
import { judgementStates, nameOfState } from './judgement';
import { nameOfSeverity, severities } from './severity';
import type { Difference, Filter, FilterKey, FilterWay, Show } from './view';
import type { Fix, Vulnerability } from './vulnerability';

/** What became of something, in a word. */
export const classNames: Readonly<Record<ChangeClass, string>> = {
  new: 'New',
  fixed: 'Fixed',
  persisting: 'Unchanged',
};

/** Whether there is a fix, in words. */
export const fixNames: Readonly<Record<Fix, string>> = {
  yes: 'Yes',
  partial: 'For some packages',
  no: 'No',
  unknown: 'Not reported',
};

/** How something differs in the second build, in words. */
export const differenceNames: Readonly<Record<Difference, string>> = {
  upgraded: 'Upgraded, still vulnerable',
  'severity-up': 'Severity went up',
  'severity-down': 'Severity went down',
  score: 'Other score',
  fix: 'A fix became available',
};

/** The severity of a vulnerability in a word; one that is not known as AWS wrote it. */
export function severityName({ severity, details }: Vulnerability): string {
  return severity === 'unknown' ? describeSeverity(details.severity) : nameOfSeverity(severity);
}

/** That judgements have run out, and what comes of it: `2 judgements expired: …`. */
export function describeExpired(count: number): string {
  const what = count === 1 ? 'it accepts' : 'they accept';
  return `${countOf(count, 'judgement')} expired: what ${what} is counted again.`;
}

/** That judgements do nothing in a comparison. */
export function describeUnmatched(count: number): string {
  return `${countOf(count, 'judgement')} ${count === 1 ? 'matches' : 'match'} nothing in either build.`;
}

/** How many are not counted because of a judgement: ` + 3 suppressed`; nothing when none are. */
export function describeSuppressed(count: number): string {
  return count === 0 ? '' : ` + ${formatNumber(count)} suppressed`;
}

/** What rows can be filtered by, in words. */
export const filterKeyNames: Readonly<Record<FilterKey, string>> = {
  severity: 'Severity',
  fix: 'Fix available',
  package: 'Package',
  ecosystem: 'Ecosystem',
  difference: 'Difference',
  judgement: 'Judgement',
};

const valueNames: Readonly<Partial<Record<FilterKey, Readonly<Record<string, string>>>>> = {
  severity: Object.fromEntries(severities.map((each) => [each, nameOfSeverity(each)])),
  fix: fixNames,
  difference: differenceNames,
  judgement: {
    none: 'None',
    ...Object.fromEntries(judgementStates.map((each) => [each, nameOfState(each)])),
  },
};

/** A value of a filter in words. */
export function describeValue(by: FilterKey, value: string): string {
  return valueNames[by]?.[value] ?? value;
}

const wayWords: Readonly<Record<FilterWay, string>> = {
  is: 'is',
  'is-not': 'is not',
  has: 'contains',
  'has-not': 'does not contain',
};

function describeFilter({ by, way, values }: Filter): string {
  const named = values.map((value) => describeValue(by, value)).join(' or ');
  return `${filterKeyNames[by].toLowerCase()} ${wayWords[way]} ${named}`;
}

/** What the rows of a view are filtered by, each in some words; nothing when all are shown. */
export function describeShow({ classes, filters, text }: Show): readonly string[] {
  const named = classes.map((each) => classNames[each].toLowerCase()).join(' or ');
  return [
    ...(classes.length > 0 ? [`change is ${named}`] : []),
    ...filters.map(describeFilter),
    ...(text.trim() === '' ? [] : [`text has ${text.trim()}`]),
  ];
}

/** So many vulnerabilities: `1 vulnerability`, `12 vulnerabilities`. */
export function countVulnerabilities(count: number): string {
  return countOf(count, 'vulnerability', 'vulnerabilities');
}
