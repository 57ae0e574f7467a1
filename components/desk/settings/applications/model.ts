import type { Unit } from '../../../../lib/accounts/import';
import {
  applicationFields,
  applicationKey,
  applicationLimits,
  textOfApplication,
  type ApplicationField,
  type ApplicationPlatform,
  type ApplicationText,
  type RepositoryApplication,
} from '../../../../lib/applications/application';
import { readApplicationsCsv } from '../../../../lib/applications/csv';
import {
  explainApplication,
  fieldNames,
  platformNames,
} from '../../../../lib/applications/explain';
import { explainApplicationsFile, type ApplicationRow } from '../../../../lib/applications/import';
import { readApplicationsJson } from '../../../../lib/applications/json';
import type { ApplicationFault } from '../../../../lib/applications/read';
import type { ApplicationRepository } from '../../../../lib/applications/repository';
import { failed, ok, type Result } from '../../../../lib/result';
import { readTextFile } from '../../file-text';

/** An application in the list, and whose it is. */
export interface ListedApplication {
  /** A text for it, unique in the list. */
  readonly key: string;
  readonly application: RepositoryApplication;
  readonly by: 'own' | 'company';
  /** Whether the company gives one of the same id, which counts in place of this one. */
  readonly isCovered: boolean;
}

type Given = Pick<ApplicationRepository, 'own' | 'company'>;

/** All applications, in the order in which people look for them: by name, then by id. */
export function listApplications({ own, company }: Given): readonly ListedApplication[] {
  const given = new Set(company.map(({ id }) => applicationKey(id)));
  const listed = (by: ListedApplication['by'], application: RepositoryApplication) => {
    const id = applicationKey(application.id);
    return { key: `${by}/${id}`, application, by, isCovered: by === 'own' && given.has(id) };
  };
  return [
    ...own.map((each) => listed('own', each)),
    ...company.map((each) => listed('company', each)),
  ].toSorted(
    ({ application: a, key: x }, { application: b, key: y }) =>
      a.name.localeCompare(b.name, 'en') || x.localeCompare(y),
  );
}

/** What the list is narrowed down to; what is empty does not count. */
export interface ApplicationFilter {
  readonly text: string;
  readonly platform: ApplicationPlatform | '';
}

/** Whether an application fits a filter: the text in any of its members but the icon. */
export function fitsFilter(
  { application }: ListedApplication,
  { text, platform }: ApplicationFilter,
): boolean {
  const wanted = text.trim().toLowerCase();
  const { icon: _, ...texts } = textOfApplication(application);
  return (
    (platform === '' || application.platform === platform) &&
    Object.values(texts).some((each) => each.toLowerCase().includes(wanted))
  );
}

/** Whose an application is, in words. */
export function describeGiver({ by, isCovered }: ListedApplication): string {
  if (by === 'company') return 'Company';
  return isCovered ? 'You. Not used: the company gives one of this ID.' : 'You';
}

/** A copy of an application, to be changed: with the next id that nobody has. */
export function duplicateOf(
  application: RepositoryApplication,
  { own, company }: Given,
): ApplicationText {
  const taken = new Set([...own, ...company].map(({ id }) => applicationKey(id)));
  let id = application.id;
  for (let count = 1; taken.has(applicationKey(id)); count += 1) {
    const ending = count === 1 ? '-copy' : `-copy-${count}`;
    id = application.id.slice(0, applicationLimits.id - ending.length) + ending;
  }
  return { ...textOfApplication(application), id };
}

/** The sentence that belongs under each field of the form. */
export function errorsByField(
  faults: readonly ApplicationFault[],
): Partial<Record<ApplicationField, string>> {
  return Object.fromEntries(faults.map((fault) => [fault.field, explainApplication(fault)]));
}

/** Why an application that is added cannot have its id; nothing when it can. */
export function takenId(id: string, { own, company }: Given): string | undefined {
  const has = (all: readonly RepositoryApplication[]) =>
    all.some((each) => applicationKey(each.id) === applicationKey(id));
  if (has(company)) return 'The company gives an application of this ID.';
  return has(own) ? 'There is an application of this ID already. Edit it instead.' : undefined;
}

/** An application on one line, with all that an import would bring but the picture. */
export function applicationLine(application: RepositoryApplication): string {
  const { id, name, platform } = application;
  const texts = textOfApplication(application);
  const told = toldFields
    .filter((field) => texts[field] !== '')
    .map((field) => `${fieldNames[field]}: ${texts[field]}`);
  return [`${id}: ${name}`, platformNames[platform], ...told].join('. ');
}

const toldFields = applicationFields.filter(
  (field) => field !== 'id' && field !== 'name' && field !== 'platform' && field !== 'icon',
);

/** The rows of a file, and how its places are counted. */
export interface ApplicationFileRows {
  readonly unit: Unit;
  readonly rows: readonly ApplicationRow[];
}

/** The largest file that is read, in bytes: as many applications as there may be, with icons. */
const largestFile = 30_000_000;

/** Reads a chosen file, JSON by its name and else CSV; or says in a sentence why it cannot. */
export async function readApplicationsFile(
  file: File,
): Promise<Result<ApplicationFileRows, string>> {
  const text = await readTextFile(file, largestFile);
  if (!text.ok) return text;
  const json = /\.json$/i.test(file.name);
  const read = json ? readApplicationsJson(text.value) : readApplicationsCsv(text.value);
  if (!read.ok) return failed(explainApplicationsFile(read.problem));
  return ok({ unit: json ? 'entry' : 'line', rows: read.value });
}
