import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import type { ListedImage } from '../../../lib/images/select';
import { describePermissions } from '../../../lib/sharing/explain';
import type { Recipient } from '../../../lib/sharing/recipients';
import { FocusHeading } from '../focus-heading';
import type { ShareManner } from './accounts-step';
import { countOf } from '../../../lib/words';

/** How many are listed at once; the others are counted. */
const mostListed = 100;

interface ChosenProps {
  readonly images: readonly ListedImage[];
  readonly recipients: readonly Recipient[];
  readonly manner: ShareManner;
}

/** What a plan is made of, in short. */
export function Chosen({ images, recipients, manner }: ChosenProps) {
  const regions = new Set(images.map(({ region }) => region)).size;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            manner === 'exact'
              ? 'Each image will be shared with exactly these accounts.'
              : 'Other accounts that have the images keep what they have.'
          }
        >
          <FocusHeading>The plan of what you chose</FocusHeading>
        </Header>
      }
    >
      <ExpandableSection
        headerText={`${countOf(images.length, 'image')} in ${countOf(regions, 'Region')}`}
      >
        <Listed texts={images.map(({ name, region }) => `${name} (${region})`)} />
      </ExpandableSection>
      <ExpandableSection headerText={countOf(recipients.length, 'account')}>
        <Listed texts={recipients.map((each) => `${each.account}: ${describePermissions(each)}`)} />
      </ExpandableSection>
    </Container>
  );
}

function Listed({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul class="desk-list">
      {texts.slice(0, mostListed).map((text) => (
        <li key={text}>{text}</li>
      ))}
      {texts.length > mostListed && <li>{`and ${texts.length - mostListed} more`}</li>}
    </ul>
  );
}
