import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import { findRegion } from '../../lib/aws/regions';
import type { Scope } from '../../lib/scope';

interface PlaceProps {
  readonly image: string;
  readonly scope: Scope;
  /** Whether the account is known to own the image. */
  readonly owned: boolean;
}

/** Where a change happens: which image, in which account and Region. Not to be overlooked. */
export function Place({ image, scope, owned }: PlaceProps) {
  const region = findRegion(scope.region);
  const facts: readonly (readonly [string, string, string | undefined])[] = [
    ['Image', image, undefined],
    [
      owned ? 'Owner account' : 'Account',
      scope.account,
      scope.partition === 'aws' ? undefined : scope.partition,
    ],
    ['Region', scope.region, region?.name],
  ];
  return (
    <Container>
      <ColumnLayout columns={3} variant="text-grid" minColumnWidth={170}>
        {facts.map(([label, value, more]) => (
          <div key={label}>
            <Box variant="awsui-key-label">{label}</Box>
            <Box variant="span" fontSize="heading-m" fontWeight="bold">
              <span class="desk-account">{value}</span>
            </Box>
            {more !== undefined && <Box color="text-body-secondary">{more}</Box>}
          </div>
        ))}
      </ColumnLayout>
    </Container>
  );
}
