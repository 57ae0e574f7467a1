import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { scopeOfBuild } from '../../../../lib/builds/arn';
import type { Identity } from '../../../../lib/credentials/identity';
import type { FindingsBook } from '../../../../lib/findings/judgement';
import { useDesk } from '../../parts';
import { scopeOf } from '../../scope-fields';
import { useLive, type Question } from '../../use-live';
import { WithCredentials } from '../../with-credentials';
import { BuildPicker } from './build-picker';
import type { CompareRoute } from './compare-model';
import { ReferenceBuilds } from './reference-builds';

const question: Question<FindingsBook> = {
  ask: (client) => client.call('findings.book', {}),
  after: ['findings-book-changed'],
};

/** Asks which two builds are to be compared. */
export function Choosing({ route }: { readonly route: CompareRoute }) {
  return (
    <WithCredentials
      scope={route.scope}
      purpose="Add credentials of an AWS account to see its builds."
    >
      {(identities) => <Asked route={route} identities={identities} />}
    </WithCredentials>
  );
}

interface AskedProps {
  readonly route: CompareRoute;
  readonly identities: readonly Identity[];
}

function Asked({ route, identities }: AskedProps) {
  const { go, dialog } = useDesk();
  const { loaded: book } = useLive(question);
  const [base, setBase] = useState(route.base);
  const [target, setTarget] = useState(route.target);
  const [first] = identities;
  const scope = route.scope ?? (first && scopeOf(first));
  if (!scope) return null;
  const { base: _, target: __, show: ___, ...rest } = route;
  const targetScope = target === undefined ? undefined : scopeOfBuild(target);
  const compare = (
    <Button
      key="compare"
      variant="primary"
      disabled={base === undefined || target === undefined}
      disabledReason="Choose both builds first."
      onClick={() => {
        if (base !== undefined && target !== undefined) go({ ...rest, base, target });
      }}
    >
      Compare findings
    </Button>
  );
  return (
    <SpaceBetween size="l">
      <ColumnLayout key="builds" columns={2} minColumnWidth={280}>
        <BuildPicker
          side="base"
          identities={identities}
          scope={scope}
          build={base}
          onPick={setBase}
        />
        <BuildPicker
          side="target"
          identities={identities}
          scope={scope}
          build={target}
          onPick={setTarget}
        />
      </ColumnLayout>
      {target === undefined || !targetScope ? (
        compare
      ) : (
        <ReferenceBuilds
          key={target}
          target={{ build: target, scope: targetScope }}
          book={book}
          atOnce={dialog && target === route.target}
          onBase={(next) => go({ ...rest, base: next, target })}
        >
          {compare}
        </ReferenceBuilds>
      )}
    </SpaceBetween>
  );
}
