import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Image } from '../../../lib/images/image';
import { withSource } from '../../../lib/images/lineage';
import type { Refusal } from '../../../lib/lifecycle/refusals';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Problem } from '../../../lib/problems/problem';
import type { AccountId, Scope } from '../../../lib/scope';
import { createLoader, type Loaded } from '../loader';
import { NoCredentials } from '../no-credentials';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { AccountField } from '../scope-fields';
import { useHeld } from '../use-held';
import { useSafety } from '../use-safety';
import { ImportedImage } from './import-fields';
import type { ImportedFields } from './import-form';
import { forbiddenMove, withoutPath } from './move-form';

/** What is in the other account, or why nothing may be made there. */
export interface Other {
  /** Nothing until an account is chosen. */
  readonly loaded: Loaded<RegionState> | undefined;
  /** Why the company forbids it. */
  readonly forbidden: Problem | undefined;
  readonly reload: () => void;
}

/** Reads what is in the other account, once one is chosen. */
export function useOther(there: Scope | undefined): Other {
  const { client } = useDesk();
  const { safety } = useSafety();
  const model = useMemo(
    () => there && createLoader(() => client.call('lifecycle.region', {}, { scope: there })),
    // Of the scope only the account is chosen here.
    [client, there?.account],
  );
  useEffect(() => void model?.load(), [model]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'images-changed' || event === 'credentials-changed') void model?.load();
      },
      [model],
    ),
  );
  const forbidden =
    there && safety.state === 'ready'
      ? forbiddenMove(safety.value.company.policy, there.account)
      : undefined;
  return { loaded: model?.loaded.value, forbidden, reload: () => void model?.load() };
}

interface OtherAccountProps {
  readonly scope: Scope;
  readonly to: AccountId | undefined;
  readonly onPick: (account: AccountId) => void;
}

/** The account that gets the image: one of which credentials are held, as both have to act. */
export function OtherAccount({ scope, to, onPick }: OtherAccountProps) {
  const { held, reload } = useHeld();
  if (held.state === 'loading') {
    return <StatusIndicator type="loading">Looking for credentials…</StatusIndicator>;
  }
  if (held.state === 'problem') return <ProblemAlert problem={held.problem} onRetry={reload} />;
  const { account: own, partition } = scope;
  const others = held.value.filter((each) => each.account !== own && each.partition === partition);
  return others.length === 0 ? (
    <NoCredentials
      scope={undefined}
      missing="Image Desk has no credentials of another account."
      purpose="Both accounts have to act: add credentials of the account that shall have the image."
    />
  ) : (
    <AccountField
      identities={others}
      account={{ partition, account: to ?? '' }}
      onPick={({ account }) => onPick(account)}
    />
  );
}

interface DestinationProps {
  /** The Region of the other account. */
  readonly there: Scope;
  readonly other: Other;
  /** The image that is made anew there. */
  readonly image: Image;
  readonly fields: ImportedFields;
  readonly refusals: readonly Refusal[];
  readonly onChange: (change: Partial<ImportedFields>) => void;
}

/** What the image becomes in the other account. */
export function Destination(props: DestinationProps) {
  const { there, other, image, fields, refusals, onChange } = props;
  const { loaded, forbidden, reload } = other;
  if (forbidden) return <ProblemAlert problem={forbidden} scope={there} onRetry={reload} />;
  if (!loaded || loaded.state === 'loading') {
    return <StatusIndicator type="loading">Reading the other account…</StatusIndicator>;
  }
  if (loaded.state === 'problem') {
    return <ProblemAlert problem={loaded.problem} scope={there} onRetry={reload} />;
  }
  const unknown = withoutPath(image);
  return (
    <SpaceBetween size="m">
      {unknown.length > 0 && (
        <Alert key="unknown" type="info">
          AWS does not tell the path of {unknown.join(', ')}. Add it below to have it in the
          catalog.
        </Alert>
      )}
      <ImportedImage
        key="image"
        fields={fields}
        refusals={refusals}
        builders={loaded.value.builders}
        where=" in the other account"
        catalogDescription="What users see and start, as the source image has it."
        lineage={withSource([], { image: image.arn })}
        onChange={onChange}
      />
    </SpaceBetween>
  );
}
