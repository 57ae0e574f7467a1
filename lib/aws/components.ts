import type {
  Component,
  ComponentListing,
  ComponentOwner,
  ComponentParameter,
} from '../builds/clone/clone';
import { labelOfPart } from '../builds/clone/parts';
import { present } from '../present';
import type { Result } from '../result';
import { listIn, memberIn, textIn, textsIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** The most that AWS gives a page. Source: the Image Builder model. */
const largestPage = 25;

/** The versions of the components of an owner, as AWS lists them. */
export function listComponents(
  imageBuilder: Service,
  owner: ComponentOwner,
): Promise<Result<readonly ComponentListing[]>> {
  return collectPages(async (nextToken) =>
    imageBuilder.run({
      facts: { action: 'imagebuilder:ListComponents', what: 'The components' },
      operation: 'ListComponents',
      input: { owner, maxResults: largestPage, ...(nextToken !== undefined && { nextToken }) },
      read: (answer) => ({
        items: listIn(answer, 'componentVersionList').map((wire) =>
          toListing(wire, textIn(wire, 'status')),
        ),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
}

/** A component with its parameters, by the ARN of a version or of a build of it. */
export function getComponent({ run }: Service, arn: string): Promise<Result<Component>> {
  return run({
    facts: { action: 'imagebuilder:GetComponent', what: `Component ${labelOfPart({ arn })}` },
    operation: 'GetComponent',
    input: { componentBuildVersionArn: arn },
    read(answer) {
      const wire = memberIn(answer, 'component');
      if (wire === undefined) return undefined;
      const status = textIn(memberIn(wire, 'state'), 'status');
      return {
        ...toListing(wire, status),
        // What was asked for: a version stays one, whichever build of it AWS has told of.
        arn,
        parameters: listIn(wire, 'parameters').map(toParameter),
      };
    },
  });
}

function toListing(wire: unknown, status: string | undefined): ComponentListing {
  const arn = textIn(wire, 'arn') ?? '';
  return {
    arn,
    name: textIn(wire, 'name') ?? labelOfPart({ arn }),
    // Some answers have the build in it.
    version: (textIn(wire, 'version') ?? '').split('/', 1)[0] ?? '',
    osVersions: textsIn(wire, 'supportedOsVersions'),
    ...present({
      description: textIn(wire, 'description') || undefined,
      platform: textIn(wire, 'platform'),
      type: textIn(wire, 'type'),
      status,
    }),
  };
}

function toParameter(wire: unknown): ComponentParameter {
  return {
    name: textIn(wire, 'name') ?? '',
    type: textIn(wire, 'type') ?? 'string',
    ...present({
      description: textIn(wire, 'description') || undefined,
      fallback:
        memberIn(wire, 'defaultValue') === undefined ? undefined : textsIn(wire, 'defaultValue'),
    }),
  };
}
