import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { labelOfBuild, scopeOfBuild } from '../../../../lib/builds/arn';
import { useDesk } from '../../parts';
import { Choosing } from './choosing';
import type { CompareRoute } from './compare-model';
import { Compared } from './compared';

interface CompareViewProps {
  readonly route: CompareRoute;
}

/** The findings of two builds side by side. */
export function CompareView({ route }: CompareViewProps) {
  return (
    <SpaceBetween size="l">
      <Header
        key="heading"
        variant="h1"
        description="Which vulnerabilities a build brought, which it fixed, which stay, and why."
      >
        Compare findings
      </Header>
      <Body key="body" route={route} />
    </SpaceBetween>
  );
}

function Body({ route }: CompareViewProps) {
  const { go } = useDesk();
  const { base, target } = route;
  if (base === undefined || target === undefined) return <Choosing route={route} />;
  const scopes = { base: scopeOfBuild(base), target: scopeOfBuild(target) };
  if (!scopes.base || !scopes.target) {
    const { base: _, target: __, show: ___, ...rest } = route;
    return (
      <Alert
        type="error"
        header={`It is not known whose build ${labelOfBuild(scopes.base ? target : base)} is.`}
        action={<Button onClick={() => go(rest)}>Choose other builds</Button>}
      >
        Findings are read in the account that owns a build, and the ARN of this one names none.
      </Alert>
    );
  }
  return (
    <Compared
      route={route}
      places={{
        base: { build: base, scope: scopes.base },
        target: { build: target, scope: scopes.target },
      }}
    />
  );
}
