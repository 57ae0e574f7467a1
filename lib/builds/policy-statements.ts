import type { PolicyStatement } from './policy';
import { principalsOf, recordOf, textsOf } from './policy-document';

/** A statement as it is shown. */
export type ShownStatement = Omit<PolicyStatement, 'own'>;

/**
 * The statements of a policy that AWS gave out, to show them; nothing when the text is no policy.
 * Whether a policy may be put is for `readPolicy` to say: that tells what is wrong and where, and
 * a console page has no need to bring it along.
 */
export function statementsOf(text: string): readonly ShownStatement[] | undefined {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { Statement: statements } = recordOf(policy);
  if (typeof statements !== 'object' || statements === null) return undefined;
  return (Array.isArray(statements) ? statements : [statements]).map((each) =>
    shownOf(recordOf(each)),
  );
}

function shownOf(members: Readonly<Record<string, unknown>>): ShownStatement {
  const { Sid, Effect, Condition } = members;
  /** What a member says, or the one that says what is not meant. */
  const said = (name: string) => members[name] ?? members[`Not${name}`];
  const isNegated = (name: string) =>
    members[name] === undefined && members[`Not${name}`] !== undefined;
  return {
    ...(typeof Sid === 'string' && { sid: Sid }),
    effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    principals: principalsOf(said('Principal')),
    ...(isNegated('Principal') && { notPrincipals: true }),
    actions: textsOf(said('Action')),
    ...(isNegated('Action') && { notActions: true }),
    resources: textsOf(said('Resource')),
    ...(isNegated('Resource') && { notResources: true }),
    ...(Condition !== undefined && { condition: JSON.stringify(Condition) }),
  };
}
