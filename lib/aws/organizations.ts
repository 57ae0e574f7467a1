import * as v from 'valibot';
import type { MemberAccount, OrganizationUnit } from '../accounts/organization';
import { inParallel } from '../in-parallel';
import { accountId } from '../operations/schemas';
import { ok, type Result } from '../result';
import { collectPages, type Page } from './paginate';
import type { Service } from './service';

/** AWS Organizations, called with the keys of somebody in the organization; only read. */
export type Organizations = Pick<Service, 'run'>;

type OrganizationsOperation =
  | 'ListAccounts'
  | 'ListAccountsForParent'
  | 'ListOrganizationalUnitsForParent'
  | 'ListRoots';

/** How many units are asked about at once: AWS takes some ten calls a second. */
const atOnce = 3;

const token = v.nullish(v.string());

const node = v.object({ Id: v.string(), Name: v.nullish(v.string(), '') });

const roots = v.object({ Roots: v.nullish(v.array(node), []), NextToken: token });

const children = v.object({ OrganizationalUnits: v.nullish(v.array(node), []), NextToken: token });

const members = v.object({
  Accounts: v.nullish(
    v.array(
      v.object({
        Id: accountId,
        Name: v.nullish(v.string(), ''),
        State: v.nullish(v.string()),
        // What AWS had before `State`.
        Status: v.nullish(v.string()),
        Paths: v.nullish(v.array(v.string()), []),
      }),
    ),
    [],
  ),
  NextToken: token,
});

/** The root and all units, each after the one that it is in. */
export async function listUnits(
  organizations: Organizations,
): Promise<Result<readonly OrganizationUnit[]>> {
  const found = await collect(organizations, 'ListRoots', {}, 'The organization', (answer) => {
    const read = v.safeParse(roots, answer);
    return read.success ? pageOf(read.output.Roots, read.output.NextToken) : undefined;
  });
  if (!found.ok) return found;
  return withBelow(
    organizations,
    found.value.map(({ Id: id, Name: name }) => ({ id, name, path: [] })),
  );
}

/** All accounts of the organization, or those of a unit and of all units below it. */
export async function listAccounts(
  organizations: Organizations,
  unit?: string,
): Promise<Result<readonly MemberAccount[]>> {
  if (unit === undefined) {
    return collect(organizations, 'ListAccounts', {}, 'The organization', readMembers);
  }
  const units = await withBelow(organizations, [{ id: unit, name: '', path: [] }]);
  if (!units.ok) return units;
  const lists = await inParallel(units.value, atOnce, ({ id }) => accountsIn(organizations, id));
  return joined(lists);
}

async function accountsIn(
  organizations: Organizations,
  unit: string,
): Promise<Result<readonly MemberAccount[]>> {
  const input = { ParentId: unit };
  const found = await collect(
    organizations,
    'ListAccountsForParent',
    input,
    `Unit ${unit}`,
    readMembers,
  );
  return found.ok ? ok(found.value.map((member) => ({ ...member, unit }))) : found;
}

/** Some units and everything below them, level by level. */
async function withBelow(
  organizations: Organizations,
  units: readonly OrganizationUnit[],
): Promise<Result<readonly OrganizationUnit[]>> {
  const found = new Map(units.map((unit) => [unit.id, unit]));
  let level = units;
  while (level.length > 0) {
    const below = joined(
      await inParallel(level, atOnce, (unit) => childrenOf(organizations, unit)),
    );
    if (!below.ok) return below;
    // What comes twice would never end.
    level = below.value.filter(({ id }) => !found.has(id));
    for (const unit of level) found.set(unit.id, unit);
  }
  return ok([...found.values()]);
}

async function childrenOf(
  organizations: Organizations,
  { id: parent, path }: OrganizationUnit,
): Promise<Result<readonly OrganizationUnit[]>> {
  const found = await collect(
    organizations,
    'ListOrganizationalUnitsForParent',
    { ParentId: parent },
    `Unit ${parent}`,
    (answer) => {
      const read = v.safeParse(children, answer);
      return read.success
        ? pageOf(read.output.OrganizationalUnits, read.output.NextToken)
        : undefined;
    },
  );
  if (!found.ok) return found;
  return ok(
    found.value.map(({ Id: id, Name: name }) => ({ id, name, parent, path: [...path, name] })),
  );
}

/** Everything that an operation lists, page by page. */
function collect<Item>(
  { run }: Organizations,
  operation: OrganizationsOperation,
  input: Readonly<Record<string, unknown>>,
  what: string,
  read: (answer: unknown) => Page<Item> | undefined,
): Promise<Result<readonly Item[]>> {
  const facts = { action: `organizations:${operation}`, what } as const;
  return collectPages((next) =>
    run({
      facts,
      operation,
      input: { ...input, ...(next !== undefined && { NextToken: next }) },
      read,
    }),
  );
}

function pageOf<Item>(items: readonly Item[], nextToken: string | null | undefined): Page<Item> {
  return { items, nextToken: nextToken ?? undefined };
}

function readMembers(answer: unknown): Page<MemberAccount> | undefined {
  const read = v.safeParse(members, answer);
  if (!read.success) return undefined;
  const items = read.output.Accounts.map(({ Id: account, Name: name, State, Status, Paths }) => {
    const unit = unitOfPath(Paths[0] ?? '');
    const state = State ?? Status ?? 'UNKNOWN';
    return { account, name, state, ...(unit !== undefined && { unit }) };
  });
  return pageOf(items, read.output.NextToken);
}

/** The last unit or root of a path such as `o-a1b2c3d4e5/r-a1b2/ou-a1b2-12345678/111122223333/`. */
function unitOfPath(path: string): string | undefined {
  return path.split('/').findLast((part) => /^(?:r|ou)-/.test(part));
}

/** All of several lists, or the first problem among them. */
function joined<Item>(lists: readonly Result<readonly Item[]>[]): Result<readonly Item[]> {
  const items: Item[] = [];
  for (const list of lists) {
    if (!list.ok) return list;
    items.push(...list.value);
  }
  return ok(items);
}
