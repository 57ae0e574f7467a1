import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { Image, ImageRef, Tags } from '../../../lib/images/image';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Refusal } from '../../../lib/lifecycle/refusals';
import type { Scope } from '../../../lib/scope';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { ActFrame, type ActFormProps } from './act-frame';
import { TextField } from './fields';
import { errorOf } from './import-form';
import { RoleField } from './import-role-field';
import { useRegion } from './use-region';

/** What a form is about that makes an AMI of an image. */
export interface ExportSubject {
  readonly scope: Scope;
  readonly image: Image;
  /** None where they cannot be read: whoever exports may not be allowed to. */
  readonly tags: Tags;
  readonly region: RegionState;
}

interface ExportActProps {
  readonly act: 'export' | 'move';
  /** What the act does, in one sentence. */
  readonly description: string;
  readonly route: Extract<LifecycleRoute, { readonly view: 'image-act' }>;
  readonly children: (props: ActFormProps & ExportSubject) => ComponentChildren;
}

/** An act that makes an AMI of an image first. */
export function ExportAct({ act, description, route, children }: ExportActProps) {
  const { scope, image, chosen } = route;
  return (
    <ActFrame act={act} description={description} scope={scope} chosen={chosen}>
      {(props) => (
        <Exported scope={scope} image={image}>
          {(subject) => children({ ...props, ...subject, scope })}
        </Exported>
      )}
    </ActFrame>
  );
}

interface AmiFieldsProps {
  readonly form: { readonly ami: string; readonly role: string };
  readonly roleLabel: string;
  /** The image builders of the account: their roles are offered. */
  readonly builders: RegionState['builders'];
  readonly refusals: readonly Refusal[];
  readonly onChange: (change: { readonly ami: string } | { readonly role: string }) => void;
}

/** What the AMI is called, and with which role it is made. */
export function AmiFields({ form, roleLabel, builders, refusals, onChange }: AmiFieldsProps) {
  return (
    <SpaceBetween size="m">
      <TextField
        key="ami"
        label="AMI name"
        constraint="3 to 128 letters, digits and ( ) . - / _"
        value={form.ami}
        error={errorOf(refusals, 'name', form.ami)}
        onType={(ami) => onChange({ ami })}
      />
      <RoleField
        key="role"
        label={roleLabel}
        description="With it AppStream makes the AMI."
        value={form.role}
        builders={builders}
        error={errorOf(refusals, 'role', form.role)}
        onType={(role) => onChange({ role })}
      />
    </SpaceBetween>
  );
}

interface ExportedProps {
  readonly scope: Scope;
  readonly image: ImageRef;
  readonly children: (subject: Omit<ExportSubject, 'scope'>) => ComponentChildren;
}

/** The image that a form is about, once it is read with its tags. */
function Exported({ scope, image, children }: ExportedProps) {
  const { loaded, reload } = useRegion(scope);
  if (loaded.state === 'problem') {
    return <ProblemAlert problem={loaded.problem} scope={scope} onRetry={reload} />;
  }
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading the image…</StatusIndicator>;
  }
  const region = loaded.value;
  const found = imageIn(region, image, scope);
  if (!found) {
    const problem = { kind: 'not-found', what: `Image ${image.name}` } as const;
    return <ProblemAlert problem={problem} scope={scope} onRetry={reload} />;
  }
  return (
    <Tagged scope={scope} image={found}>
      {(tags) => children({ image: found, tags, region })}
    </Tagged>
  );
}

interface TaggedProps {
  readonly scope: Scope;
  readonly image: Image;
  readonly children: (tags: Tags) => ComponentChildren;
}

function Tagged({ scope, image, children }: TaggedProps) {
  const { client } = useDesk();
  const model = useMemo(
    () =>
      createLoader(() =>
        client.call('images.tags', { image: { name: image.name, arn: image.arn } }, { scope }),
      ),
    // One reading for each time that the view is shown.
    [client],
  );
  useEffect(() => void model.load(), [model]);
  const tags = model.loaded.value;
  if (tags.state === 'loading') {
    return <StatusIndicator type="loading">Reading the image…</StatusIndicator>;
  }
  return <>{children(tags.state === 'ready' ? tags.value : [])}</>;
}

/** By its ARN where that is known; else an own one is meant. */
function imageIn({ images }: RegionState, { name, arn }: ImageRef, { account }: Scope) {
  if (arn !== undefined) return images.find((image) => image.arn === arn);
  const named = images.filter((image) => image.name === name);
  return named.find(({ owner }) => owner === account) ?? named[0];
}
