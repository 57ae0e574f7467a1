import { isAskable } from '../findings/askable';
import type { Enrichment } from '../findings/scan';
import { present } from '../present';
import { ok, type Result } from '../result';
import { hasMembers, listIn, memberIn, numberIn, textIn, textsIn, timeIn } from './members';
import type { Service } from './service';

/** Amazon Inspector, which is only asked. */
export type Inspector = Pick<Service, 'run'>;

/**
 * What Inspector's database has of a vulnerability; `null` when it has none of that id. Of
 * advisories that are no CVE it has nothing, and is not asked.
 */
export async function searchVulnerability(
  { run }: Inspector,
  id: string,
): Promise<Result<Enrichment | null>> {
  if (!isAskable(id)) return ok(null);
  return run({
    facts: { action: 'inspector2:SearchVulnerabilities', what: id },
    operation: 'SearchVulnerabilities',
    input: { filterCriteria: { vulnerabilityIds: [id] } },
    read(answer) {
      if (!Array.isArray(memberIn(answer, 'vulnerabilities'))) return undefined;
      const found = listIn(answer, 'vulnerabilities').find((each) => textIn(each, 'id') === id);
      return found === undefined ? null : toEnrichment(id, found);
    },
  });
}

function toEnrichment(id: string, wire: unknown): Enrichment {
  return {
    id,
    cwes: textsIn(wire, 'cwes'),
    referenceUrls: textsIn(wire, 'referenceUrls'),
    ...present({
      epss: probabilityIn(memberIn(wire, 'epss'), 'score'),
      knownExploited: toKnownExploited(memberIn(wire, 'cisaData')),
      exploitSeen: toExploitSeen(memberIn(wire, 'exploitObserved')),
      description: textIn(wire, 'description') || undefined,
    }),
  };
}

/** A number that is no probability is none that anybody should see as one. */
function probabilityIn(wire: unknown, name: string): number | undefined {
  const value = numberIn(wire, name);
  return value !== undefined && value >= 0 && value <= 1 ? value : undefined;
}

function toKnownExploited(wire: unknown): Enrichment['knownExploited'] {
  if (!isFilled(wire)) return undefined;
  return present({
    addedAt: timeIn(wire, 'dateAdded'),
    dueAt: timeIn(wire, 'dateDue'),
    action: textIn(wire, 'action') || undefined,
  });
}

function toExploitSeen(wire: unknown): Enrichment['exploitSeen'] {
  if (!isFilled(wire)) return undefined;
  return present({ firstAt: timeIn(wire, 'firstSeen'), lastAt: timeIn(wire, 'lastSeen') });
}

/** Whether a structure says anything: an empty one must not make an exploited vulnerability. */
function isFilled(wire: unknown): boolean {
  return hasMembers(wire) && Object.values(wire).some((value) => value != null && value !== '');
}
