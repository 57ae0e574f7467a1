import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'preact/hooks';
import { regions } from '../../../../lib/aws/regions';
import type { RegionCode, Scope } from '../../../../lib/scope';
import { useDesk } from '../../parts';
import { useHeld } from '../../use-held';
import { describeRegion } from '../../words';

/** Which Regions the browser lets the extension reach, and the button to allow one more. */
export function AccessSection({ scope }: { readonly scope: Scope | undefined }) {
  const { hasHostAccess, requestHostAccess } = useDesk();
  const { held } = useHeld();
  const [allowed, setAllowed] = useState<ReadonlySet<RegionCode>>();
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let gone = false;
    const find = async () => {
      const codes = await allowedRegions(hasHostAccess);
      if (!gone) setAllowed(codes);
    };
    void find();
    return () => {
      gone = true;
    };
    // Adding credentials may have allowed more.
  }, [hasHostAccess, held, times]);
  const used = held.state === 'ready' ? held.value.map(({ region }) => region) : [];
  const shown = [...new Set([...(scope ? [scope.region] : []), ...used])];
  const others = [...(allowed ?? [])].filter((code) => !shown.includes(code)).length;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Image Desk reaches AWS only in the Regions that you have allowed in the browser."
        >
          Access to AWS
        </Header>
      }
    >
      <SpaceBetween size="s">
        {allowed && shown.length === 0 && others === 0 && (
          <span>No Region is allowed yet. Adding credentials asks for the first one.</span>
        )}
        {allowed &&
          shown.map((code) => (
            <SpaceBetween key={code} direction="horizontal" size="s" alignItems="center">
              <StatusIndicator type={allowed.has(code) ? 'success' : 'warning'}>
                {describeRegion(code)}: {allowed.has(code) ? 'allowed' : 'not allowed'}
              </StatusIndicator>
              {!allowed.has(code) && (
                <Button
                  onClick={() => {
                    // Nothing may come before this: the browser asks only straight from a click.
                    void requestHostAccess([code]).then(() => setTimes((each) => each + 1));
                  }}
                >
                  Allow access to {code}
                </Button>
              )}
            </SpaceBetween>
          ))}
        {others > 0 && (
          <span>
            {shown.length > 0 ? 'Also allowed' : 'Allowed'}: {others}{' '}
            {others === 1 ? 'Region' : 'Regions'}
            {shown.length > 0 ? ' more.' : '.'}
          </span>
        )}
      </SpaceBetween>
    </Container>
  );
}

async function allowedRegions(
  hasHostAccess: (region: RegionCode) => Promise<boolean>,
): Promise<ReadonlySet<RegionCode>> {
  const answers = await Promise.all(
    regions.map(async ({ code }) => ({ code, allowed: await hasHostAccess(code) })),
  );
  return new Set(answers.filter(({ allowed }) => allowed).map(({ code }) => code));
}
