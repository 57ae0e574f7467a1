import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'preact/hooks';
import type { Identity } from '../../../../lib/credentials/identity';
import { missingFor, type PermissionReport } from '../../../../lib/permissions/check';
import { scopeKey, type Scope } from '../../../../lib/scope';
import { createLoader, type Loaded } from '../../loader';
import { NoCredentials } from '../../no-credentials';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { ScopeFields, scopeOf } from '../../scope-fields';
import { CheckTable } from './check-table';

interface CheckSectionProps {
  readonly scope: Scope | undefined;
  readonly held: Loaded<readonly Identity[]>;
  readonly onRetry: () => void;
}

/** Tries what held credentials may do, and tells which feature lacks which permission. */
export function CheckSection({ scope, held, onRetry }: CheckSectionProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Tries every read that Image Desk uses, and tells what AWS denies. Nothing is changed: what is not a read is never tried."
        >
          Permission check
        </Header>
      }
    >
      <CheckBody scope={scope} held={held} onRetry={onRetry} />
    </Container>
  );
}

function CheckBody({ scope, held, onRetry }: CheckSectionProps) {
  const [picked, setPicked] = useState(scope);
  switch (held.state) {
    case 'loading':
      return <StatusIndicator type="loading">Loading…</StatusIndicator>;
    case 'problem':
      return <ProblemAlert problem={held.problem} onRetry={onRetry} />;
    case 'ready': {
      const [first] = held.value;
      const place = picked ?? (first && scopeOf(first));
      return !first || !place ? (
        <NoCredentials scope={scope} purpose="Add those that are to be checked." />
      ) : (
        <SpaceBetween size="m">
          <ScopeFields
            identities={held.value}
            scope={place}
            service="appstream2"
            onPick={setPicked}
          />
          <Check key={scopeKey(place)} scope={place} />
        </SpaceBetween>
      );
    }
  }
}

function Check({ scope }: { readonly scope: Scope }) {
  const { client } = useDesk();
  // A key gives every scope a check of its own.
  const loader = useMemo(
    () => createLoader(() => client.call('permissions.check', {}, { scope })),
    [client],
  );
  const [state, setState] = useState<'idle' | 'running' | 'done'>('idle');
  const check = async () => {
    setState('running');
    await loader.load();
    setState('done');
  };
  return (
    <SpaceBetween size="m">
      <Button loading={state === 'running'} onClick={() => void check()}>
        Check permissions
      </Button>
      {state !== 'idle' && (
        <Outcome loaded={loader.loaded.value} scope={scope} onRetry={() => void check()} />
      )}
    </SpaceBetween>
  );
}

function Outcome(props: {
  readonly loaded: Loaded<PermissionReport>;
  readonly scope: Scope;
  readonly onRetry: () => void;
}) {
  const { loaded, scope, onRetry } = props;
  switch (loaded.state) {
    case 'loading':
      return (
        <StatusIndicator type="loading">Trying what these credentials may do…</StatusIndicator>
      );
    case 'problem':
      return <ProblemAlert problem={loaded.problem} scope={scope} onRetry={onRetry} />;
    case 'ready':
      return <Report report={loaded.value} scope={scope} />;
  }
}

function Report({ report, scope }: { readonly report: PermissionReport; readonly scope: Scope }) {
  const checks = missingFor(report.results, scope);
  const lacking = checks.filter((each) => each.lacking.length > 0).length;
  return (
    <SpaceBetween size="s">
      <div role="status">
        <StatusIndicator type={lacking > 0 ? 'error' : 'success'} wrapText>
          {lacking > 0
            ? `${lacking} of ${checks.length} features ${lacking === 1 ? 'lacks' : 'lack'} a permission.`
            : 'AWS denied nothing that was tried.'}
        </StatusIndicator>
        {report.image !== undefined && (
          <Box color="text-body-secondary">
            What needs an image was tried on {report.image}; a policy may treat another one
            differently.
          </Box>
        )}
      </div>
      <CheckTable checks={checks} />
    </SpaceBetween>
  );
}
