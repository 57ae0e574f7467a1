import type { Image } from '../images/image';
import { failed } from '../result';
import { applicationKey, type RepositoryApplication } from './application';
import { readApplicationEntry, type ApplicationFault } from './read';

/** The application repository: what the person keeps here, and what the company gives. */
export interface ApplicationRepository {
  readonly own: readonly RepositoryApplication[];
  /** Read-only. Where an own application has the id of one of these, this one counts. */
  readonly company: readonly RepositoryApplication[];
  /** What the company gives and nobody understands, by its place in the list, from 1. */
  readonly refused: readonly {
    readonly place: number;
    readonly faults: readonly ApplicationFault[];
  }[];
}

/**
 * Reads the applications of a company's policy. What is wrong with one of them costs only that
 * one; of two with one id the first counts.
 */
export function readCompanyApplications(
  entries: readonly unknown[],
): Pick<ApplicationRepository, 'company' | 'refused'> {
  const company: RepositoryApplication[] = [];
  const refused: ApplicationRepository['refused'][number][] = [];
  const seen = new Set<string>();
  for (const [index, raw] of entries.entries()) {
    const entry = readApplicationEntry(raw);
    const isTaken = entry.ok && seen.has(applicationKey(entry.value.id));
    const read = isTaken ? failed([{ field: 'id', kind: 'taken' } as const]) : entry;
    if (read.ok) {
      seen.add(applicationKey(read.value.id));
      company.push(read.value);
    } else {
      refused.push({ place: index + 1, faults: read.problem });
    }
  }
  return { company, refused };
}

/** The applications that can be added to an image: each id once, the company's before others. */
export function availableApplications({
  own,
  company,
}: Pick<ApplicationRepository, 'own' | 'company'>): readonly RepositoryApplication[] {
  const given = new Set(company.map(({ id }) => applicationKey(id)));
  return [...company, ...own.filter(({ id }) => !given.has(applicationKey(id)))];
}

/**
 * Which applications are on an image already: the ids, as these applications have them, that the
 * image's catalog has in whatever case. An id can be there once, so that whatever it stands for
 * there is in the way of another.
 */
export function onImage(
  applications: readonly Pick<RepositoryApplication, 'id'>[],
  image: Pick<Image, 'applications'>,
): ReadonlySet<string> {
  const there = new Set(image.applications.map(({ id }) => applicationKey(id)));
  return new Set(applications.map(({ id }) => id).filter((id) => there.has(applicationKey(id))));
}
