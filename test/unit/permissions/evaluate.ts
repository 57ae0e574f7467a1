import type { PolicyDocument, PolicyStatement } from '@/lib/permissions/policy';

/** One request as IAM sees it. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The statements of a policy that allow a request. Reads the printed text and knows only IAM's
 * rules: actions literally, `*` and `?` in a resource, StringEquals on the keys of the request.
 * Source: IAM, "Policy evaluation logic".
 */
export function allowing(printed: string, request: Request): readonly string[] {
  const { Statement } = JSON.parse(printed) as PolicyDocument;
  return Statement.filter((each) => allows(each, request)).map(({ Sid }) => Sid);
}

function allows({ Action, Resource, Condition }: PolicyStatement, request: Request): boolean {
  const keys: Readonly<Record<string, string>> = {
    'aws:RequestedRegion': request.region,
    // Image Desk has roles passed to Image Builder, and to nothing else.
    'iam:PassedToService': 'imagebuilder.amazonaws.com',
    ...Object.fromEntries(
      Object.entries(request.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
    ),
  };
  return (
    (Action as readonly string[]).includes(request.action) &&
    [Resource].flat().some((pattern) => matches(pattern, request.resource)) &&
    Object.entries(Condition?.StringEquals ?? {}).every(([key, wanted]) => {
      const value = keys[key];
      return value !== undefined && [wanted].flat().includes(value);
    })
  );
}

function matches(pattern: string, resource: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(resource);
}
