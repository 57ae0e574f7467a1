import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo } from 'preact/hooks';
import { isAmiId, type SourceAmi } from '../../../lib/lifecycle/ami';
import type { Scope } from '../../../lib/scope';
import { createLoader, type Loaded } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';

/** What EC2 says of an AMI, and how to ask again. */
export interface LoadedAmi {
  /** Nothing where the id is none. */
  readonly loaded: Loaded<SourceAmi | null> | undefined;
  readonly reload: () => void;
}

/** Looks at the AMI of an id, once it is one. */
export function useAmi(scope: Scope, id: string): LoadedAmi {
  const { client } = useDesk();
  const model = useMemo(
    () =>
      isAmiId(id)
        ? createLoader(() => client.call('lifecycle.ami', { ami: id }, { scope }))
        : undefined,
    // The scope of a form stays.
    [client, id],
  );
  useEffect(() => void model?.load(), [model]);
  return { loaded: model?.loaded.value, reload: () => void model?.load() };
}

interface AmiFactsProps {
  readonly ami: LoadedAmi;
  readonly scope: Scope;
}

/** An AMI as EC2 shows it: what it is, whose and whether it is encrypted. */
export function AmiFacts({ ami: { loaded, reload }, scope }: AmiFactsProps) {
  if (!loaded) return null;
  if (loaded.state === 'loading') {
    return <StatusIndicator type="loading">Looking at the AMI…</StatusIndicator>;
  }
  if (loaded.state === 'problem') {
    return <ProblemAlert problem={loaded.problem} scope={scope} onRetry={reload} />;
  }
  const ami = loaded.value;
  // What is not there is said at the field.
  if (!ami) return null;
  const facts = [
    ['Name', ami.name ?? 'Not reported'],
    ['Owner account', ami.owner ?? 'Not reported'],
    ['Platform', [ami.platform, ami.architecture].filter(Boolean).join(', ') || 'Not reported'],
    ['State', ami.state],
    ['Encrypted', ami.encrypted ? 'Yes' : 'No'],
  ] as const;
  return (
    <ColumnLayout columns={3} variant="text-grid" minColumnWidth={150}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <Box variant="awsui-key-label">{label}</Box>
          <div class="desk-who">{value}</div>
        </div>
      ))}
    </ColumnLayout>
  );
}
