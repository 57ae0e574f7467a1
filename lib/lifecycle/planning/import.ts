import { withSource } from '../../images/lineage';
import { present } from '../../present';
import { reasonOf } from '../../problems/explain';
import type { Problem } from '../../problems/problem';
import { ok, type Result } from '../../result';
import type { Scope } from '../../scope';
import { refusalsOfAmi } from '../ami';
import { sortRefusals } from '../plan';
import { doubt, refusal, type Refusal, type RefusalKind } from '../refusals';
import { refusalsOfImport } from '../refusals-of-images';
import type { ImageStep, ImportOrder } from '../step';
import { describeImport } from '../titles';
import type { Planner, PlanReads } from './parts';

type OfAmi = ImportOrder & { readonly ami: { readonly id: string } };

/** Plans an import. AWS is asked whether it would make it, once nothing else is in the way. */
export const planImport: Planner<'import'> = async (scope, { order: wished, build }, parts) => {
  const { id } = wished.ami;
  const order = { ...wished, tags: withSource(wished.tags, { ami: id, ...present({ build }) }) };
  const facts = await parts.facts(scope);
  if (!facts.ok) return facts;
  const title = describeImport(order);
  const { region } = scope;
  const refusals = refusalsOfImport(order, facts.value);
  const ami = await refusalsAtEc2(scope, id, parts.reads);
  if (!ami.ok) return ami;
  const known = sortRefusals(order.image, region, [...refusals, ...ami.value]);
  if (known.certain.length > 0) {
    return ok({ title, steps: [], doubts: known.doubts, leftOut: known.certain });
  }
  const tried = await refusalsOfTrial(scope, order, parts.reads);
  if (!tried.ok) return tried;
  const { certain, doubts } = sortRefusals(order.image, region, tried.value);
  const step: ImageStep = {
    kind: 'image-step',
    of: 'import',
    chain: `${region}/${order.image}`,
    region,
    act: 'import',
    order,
  };
  return ok({
    title,
    steps: certain.length > 0 ? [] : [step],
    doubts: [...known.doubts, ...doubts],
    leftOut: certain,
  });
};

/** What EC2 tells of the AMI. Who may not ask EC2 may import all the same: AWS looks by itself. */
async function refusalsAtEc2(
  scope: Scope,
  id: string,
  { describeAmi }: Pick<PlanReads, 'describeAmi'>,
): Promise<Result<readonly Refusal[]>> {
  const ami = await describeAmi(scope, id);
  if (ami.ok) return ok(refusalsOfAmi(id, ami.value));
  return isNoAnswer(ami.problem)
    ? ok([doubt('ami', `The AMI ${id} could not be looked at. ${reasonOf(ami.problem)}`)])
    : ami;
}

/** Which kind of refusal AWS's own is, where it says no for sure. */
const kindOfRefusal: Partial<Readonly<Record<Problem['kind'], RefusalKind>>> = {
  'name-taken': 'name',
  quota: 'quota-images',
  'not-found': 'ami',
  'not-available': 'ami',
  rejected: 'ami',
  unknown: 'ami',
};

/** What AWS says when it is asked whether it would import the AMI. */
async function refusalsOfTrial(
  scope: Scope,
  order: OfAmi,
  { tryImport }: Pick<PlanReads, 'tryImport'>,
): Promise<Result<readonly Refusal[]>> {
  const tried = await tryImport(scope, order, order.ami.id);
  if (tried.ok) return ok([]);
  const { problem } = tried;
  if (isNoAnswer(problem)) {
    return ok([
      doubt('ami', `Whether AWS would import the AMI could not be tried. ${reasonOf(problem)}`),
    ]);
  }
  const kind = kindOfRefusal[problem.kind];
  return kind === undefined ? tried : ok([refusal(kind, reasonOf(problem))]);
}

/** Whether it is not allowed to ask, which says nothing of the import. */
function isNoAnswer({ kind }: Problem): boolean {
  return kind === 'permission-missing' || kind === 'host-access-missing';
}
