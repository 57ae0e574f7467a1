import { failed, ok, type Result } from '../result';
import { textOfApplication, type RepositoryApplication } from './application';
import {
  applicationRow,
  limitApplicationRows,
  type ApplicationRow,
  type ApplicationsFileFault,
} from './import';
import { entryOfApplication, readApplicationEntry } from './read';
import * as v from 'valibot';

const file = v.object({ version: v.literal(1), applications: v.array(v.unknown()) });

/**
 * Applications as JSON: `{ "version": 1, "applications": [...] }`. What is in the list can be
 * given in a company's policy as it stands.
 */
export function writeApplicationsJson(applications: readonly RepositoryApplication[]): string {
  const entries = applications.map((each) => entryOfApplication(textOfApplication(each)));
  return `${JSON.stringify({ version: 1, applications: entries }, null, 2)}\n`;
}

/** Reads applications from JSON as it was exported. `place` is the number of the entry, from 1. */
export function readApplicationsJson(
  json: string,
): Result<readonly ApplicationRow[], ApplicationsFileFault> {
  const parsed = parse(json);
  if (!parsed.ok) return parsed;
  const read = v.safeParse(file, parsed.value);
  if (!read.success) return failed('other-json');
  const rows = read.output.applications.map((raw, index) =>
    applicationRow(index + 1, readApplicationEntry(raw)),
  );
  return limitApplicationRows(rows);
}

function parse(json: string): Result<unknown, ApplicationsFileFault> {
  try {
    return ok(JSON.parse(json.replace('\uFEFF', '')) as unknown);
  } catch {
    return failed(json.trim() === '' ? 'empty' : 'not-json');
  }
}
