import { useState } from 'preact/hooks';
import type { Application } from '../../../lib/images/image';
import { Table } from '../../light/table';

/** The applications in an image's catalog. */
export function Applications({ applications }: { readonly applications: readonly Application[] }) {
  if (applications.length === 0) {
    return <p class="quiet">This image has no applications in its catalog.</p>;
  }
  return (
    <Table
      label="Applications"
      columns={['Name', 'Id']}
      rows={applications.map((application) => ({
        key: application.id,
        cells: [
          <span class="application">
            <Icon key={application.iconUrl} application={application} />
            <span>
              {application.name}
              {!application.enabled && <span class="quiet"> (turned off)</span>}
            </span>
          </span>,
          application.id,
        ],
      }))}
    />
  );
}

/** An application's icon, or its initial when AWS names none or it cannot be had. */
function Icon({ application: { iconUrl, name } }: { readonly application: Application }) {
  const [broken, setBroken] = useState(false);
  if (iconUrl === undefined || broken) {
    return (
      <span class="icon icon-missing" aria-hidden="true">
        {initialOf(name)}
      </span>
    );
  }
  return (
    <img
      class="icon"
      // Firefox heeds these only when they are set before the address.
      loading="lazy"
      referrerpolicy="no-referrer"
      src={iconUrl}
      alt=""
      onError={() => setBroken(true)}
    />
  );
}

/** The first character of a name, whole even when it is made of two code units. */
function initialOf(name: string): string {
  const code = name.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code).toUpperCase();
}
