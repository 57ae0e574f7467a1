import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AmiSharing } from '../../../lib/builds/sharing';
import { hasDefaultKey } from '../../../lib/builds/sharing-facts';
import { explainProblem } from '../../../lib/problems/explain';
import { PrincipalName } from './holders-table';

/** Who may launch each AMI that the build put out. */
export function AmiList({ amis }: { readonly amis: readonly AmiSharing[] }) {
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${amis.length})`}>
          AMIs
        </Header>
      }
    >
      {amis.length === 0 ? (
        <Box color="text-body-secondary">The build put out no AMI.</Box>
      ) : (
        <SpaceBetween size="s">
          {amis.map((ami) => (
            <AmiView key={`${ami.region}/${ami.image}`} ami={ami} />
          ))}
        </SpaceBetween>
      )}
    </Container>
  );
}

function AmiView({ ami }: { readonly ami: AmiSharing }) {
  const { region, image, name, principals, problem } = ami;
  return (
    <div>
      <Box variant="awsui-key-label">
        {image} ({region}){name !== undefined && `, ${name}`}
      </Box>
      {problem ? (
        <StatusIndicator type="warning" wrapText>
          {'detail' in problem ? problem.detail : explainProblem(problem).summary}
        </StatusIndicator>
      ) : (
        <>
          <Launchers principals={principals} />
          {ami.encrypted && (
            <StatusIndicator type="info" wrapText>
              {hasDefaultKey(ami)
                ? 'Encrypted with the key that AWS manages, which cannot be shared.'
                : `Encrypted with ${ami.kmsKey}: others need that key too.`}
            </StatusIndicator>
          )}
        </>
      )}
    </div>
  );
}

/** Who may launch an AMI: by name where that says more than their number. */
function Launchers({ principals }: Pick<AmiSharing, 'principals'>) {
  const named = principals.filter((principal) => principal !== 'all');
  if (named.length === 0) return <Box>{launchWords(principals)}</Box>;
  return (
    <ExpandableSection variant="footer" headerText={launchWords(principals)}>
      {named.map((principal) => (
        <PrincipalName key={principal} principal={principal} />
      ))}
    </ExpandableSection>
  );
}

function launchWords(principals: readonly string[]): string {
  if (principals.includes('all')) return 'Everybody may launch it';
  if (principals.length === 0) return 'Only its owner may launch it';
  return principals.length === 1
    ? '1 other may launch it'
    : `${principals.length} others may launch it`;
}
