import type { Unit } from '../accounts/import';
import { failed, ok, type Result } from '../result';
import { countOf } from '../words';
import {
  applicationKey,
  applicationLimits,
  sameApplication,
  type RepositoryApplication,
} from './application';
import { explainApplication } from './explain';
import type { ApplicationFault } from './read';
import type { ApplicationRepository } from './repository';

/** One application of a file, or the sentences that say what is wrong. */
export interface ApplicationRow {
  /** Its line in CSV, its number in JSON, from 1. */
  readonly place: number;
  readonly reading: Result<RepositoryApplication, readonly string[]>;
}

/** Why a file as a whole cannot be read. */
export type ApplicationsFileFault = 'empty' | 'no-header' | 'not-json' | 'other-json' | 'too-many';

/** Whether an import leaves the applications alone that the file does not name, or deletes them. */
export type ImportMode = 'merge' | 'replace';

/** An application of a file that was read, with its place there. */
export interface ApplicationItem {
  readonly place: number;
  readonly application: RepositoryApplication;
}

/** What an import would do to the own applications. Each row is in exactly one of the first four. */
export interface ApplicationsPreview {
  readonly added: readonly ApplicationItem[];
  readonly changed: readonly (ApplicationItem & { readonly before: RepositoryApplication })[];
  readonly unchanged: readonly ApplicationItem[];
  readonly refused: readonly { readonly place: number; readonly sentences: readonly string[] }[];
  /** What would be deleted, as the file does not have it. */
  readonly removed: readonly RepositoryApplication[];
  /** By how many applications there would be too many. */
  readonly tooMany: number;
}

/** One row of a file, as it was read. */
export function applicationRow(
  place: number,
  read: Result<RepositoryApplication, readonly ApplicationFault[]>,
): ApplicationRow {
  return { place, reading: read.ok ? read : failed(read.problem.map(explainApplication)) };
}

/**
 * What an import of rows would do. The first row of an id counts, a later one is refused: which of
 * two is right only the person knows. What the company gives is not to be had twice.
 */
export function previewApplications(
  { own, company }: Pick<ApplicationRepository, 'own' | 'company'>,
  rows: readonly ApplicationRow[],
  unit: Unit,
  mode: ImportMode,
): ApplicationsPreview {
  const held = new Map(own.map((each) => [applicationKey(each.id), each]));
  const given = new Set(company.map(({ id }) => applicationKey(id)));
  const seen = new Map<string, number>();
  const added: ApplicationItem[] = [];
  const changed: ApplicationsPreview['changed'][number][] = [];
  const unchanged: ApplicationItem[] = [];
  const refused: ApplicationsPreview['refused'][number][] = [];
  for (const { place, reading } of rows) {
    if (!reading.ok) {
      refused.push({ place, sentences: reading.problem });
      continue;
    }
    const application = reading.value;
    const key = applicationKey(application.id);
    const earlier = seen.get(key);
    if (earlier !== undefined || given.has(key)) {
      const where =
        earlier === undefined ? 'given by the company' : `in this file, at ${unit} ${earlier}`;
      refused.push({ place, sentences: [`The ID ${application.id} is already ${where}.`] });
      continue;
    }
    seen.set(key, place);
    const before = held.get(key);
    if (!before) added.push({ place, application });
    else if (sameApplication(before, application)) unchanged.push({ place, application });
    else changed.push({ place, application, before });
  }
  const removed = mode === 'replace' ? own.filter(({ id }) => !seen.has(applicationKey(id))) : [];
  const after = held.size - removed.length + added.length;
  const tooMany = Math.max(0, after - applicationLimits.applications);
  return { added, changed, unchanged, refused, removed, tooMany };
}

/**
 * Whether an import can be made. One that deletes what the file does not have needs a file without
 * mistakes: what is refused in it would be deleted, too.
 */
export function canImport(preview: ApplicationsPreview, mode: ImportMode): boolean {
  const { added, changed, removed, refused, tooMany } = preview;
  if (tooMany > 0 || (mode === 'replace' && refused.length > 0)) return false;
  return added.length + changed.length + removed.length > 0;
}

/** The applications that an import gives: what is new or changed, and what stays where others go. */
export function importedApplications(
  { added, changed, unchanged }: ApplicationsPreview,
  mode: ImportMode,
): readonly RepositoryApplication[] {
  const stays = mode === 'replace' ? unchanged : [];
  return [...added, ...changed, ...stays].map(({ application }) => application);
}

/** How much an import would do: `2 to add, 1 to change, 3 unchanged, 1 refused, 4 to delete.` */
export function countApplicationsPreview(preview: ApplicationsPreview): string {
  const counts = [
    [preview.added.length, 'to add'],
    [preview.changed.length, 'to change'],
    [preview.unchanged.length, 'unchanged'],
    [preview.refused.length, 'refused'],
    [preview.removed.length, 'to delete'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map((part) => part.join(' '));
  return `${words.join(', ')}.`;
}

/** Holds a file to what can be kept at all, before it is gone through. */
export function limitApplicationRows(
  rows: readonly ApplicationRow[],
): Result<readonly ApplicationRow[], ApplicationsFileFault> {
  if (rows.length === 0) return failed('empty');
  return rows.length > applicationLimits.applications ? failed('too-many') : ok(rows);
}

/** Puts why a file cannot be read in a sentence, with what would do. */
export function explainApplicationsFile(fault: ApplicationsFileFault): string {
  switch (fault) {
    case 'empty':
      return 'There are no applications in this file.';
    case 'no-header':
      return 'The first line does not name the columns. It must have id, name, platform and launchPath.';
    case 'not-json':
      return 'This file is not JSON, though its name says so.';
    case 'other-json':
      return 'This JSON is not a list of applications that Image Desk has exported.';
    case 'too-many':
      return `There are more than ${countOf(applicationLimits.applications, 'application')} in this file. Take some out.`;
  }
}
