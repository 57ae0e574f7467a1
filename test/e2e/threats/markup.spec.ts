import type { Page } from '@playwright/test';
import { awsError } from '../../aws/errors';
import { addFleet, addImage, addImageBuilder, ownImage, regionOf } from '../../aws/world';
import { consoleUrl } from '../../console/pages';
import { believableWorld, ownerAccount, startUrl } from '../../support/scenarios';
import { addCredentials, answerSignIn } from '../../support/steps';
import { expect, test } from '../fixtures';
import { credentialsOf } from '../pages/credentials';
import { deskOf } from '../pages/desk';
import { panelOf } from '../pages/panel';

const region = 'us-east-1';
const selected = 'office-2026-06';
const place = `partition=aws&account=${ownerAccount}&region=${region}`;
const office = consoleUrl({ host: 'regional', region, selected, fixture: ['icons'] });

/** Texts that become an element of the class `pwned`, and run, where a text is taken for markup. */
const markup = [
  '<img class=pwned src=x onerror="pwned=1">',
  '<script class=pwned>pwned=1</script>',
  '"><svg class=pwned onload="pwned=1">',
  "'><style class=pwned>*{display:none}</style>",
  '</textarea><iframe class=pwned srcdoc="<script>top.pwned=1</script>">',
  '<a class=pwned href="javascript:pwned=1">{{7*7}}${pwned=1}</a>',
] as const;

const [img, script, svg, style, iframe, link] = markup;
const all = markup.join(' ');

/** The same as short as the name of a group of accounts has to be. */
const element = '<b class=pwned onclick="pwned=1">EU</b>';

/**
 * A world in which everything that AWS lets somebody write is markup. Names of images and tags are
 * not: their patterns have no angle brackets. A display name is one with them all the same.
 */
function markedUpWorld() {
  const world = believableWorld();
  const virginia = regionOf(world, region);
  const image = ownImage(virginia, ownerAccount, selected);
  if (!image) throw new Error('The world has changed');
  Object.assign(image, {
    DisplayName: img,
    Description: all,
    State: 'AVAILABLE',
    StateChangeReason: { Code: 'INTERNAL_ERROR', Message: script },
    ImageErrors: [{ ErrorCode: 'INTERNAL_SERVICE_ERROR', ErrorMessage: svg }],
    ImageBuilderName: style,
    AppstreamAgentVersion: iframe,
    SupportedInstanceFamilies: [img, link],
    Applications: [
      { Name: script, DisplayName: img, IconURL: 'javascript:pwned=1', Enabled: true },
      {
        Name: svg,
        DisplayName: iframe,
        IconURL: `https://image-desk-icons.s3.amazonaws.com/${img}`,
        Enabled: false,
      },
      { Name: link, DisplayName: style, IconURL: 'data:text/html,<script>pwned=1</script>' },
    ],
  });
  image.tags.set(img, script);
  image.tags.set(svg, iframe);
  // Against its pattern: what is not asked for by its name is only shown.
  addImage(virginia, ownerAccount, link, { DisplayName: script, Description: img });
  addFleet(virginia, ownerAccount, script, { image, DisplayName: img });
  addImageBuilder(virginia, ownerAccount, svg, { image, DisplayName: iframe });
  const center = world.identityCenters.get(startUrl);
  for (const user of center?.users.values() ?? []) {
    for (const [account, assignment] of user.assignments) {
      user.assignments.set(account, { ...assignment, accountName: img, emailAddress: script });
    }
  }
  return world;
}

interface Marks {
  readonly elements: readonly string[];
  readonly ran: boolean;
  readonly violations: readonly string[];
  readonly text: string;
}

/** Notes, in every page from the start, what its policy has to forbid. */
async function watch(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return page;
}

/** What has become of markup in a page and in every open root of it. */
function marksOf(page: Page): Promise<Marks> {
  return page.evaluate(() => {
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
        shadowRoot ? roots(shadowRoot) : [],
      ),
    ];
    const found = roots(document);
    const { pwned, violations } = window as unknown as {
      pwned?: unknown;
      violations: readonly string[];
    };
    const elements = found.flatMap((root) => [
      ...root.querySelectorAll('.pwned, [onerror], [onload], [srcdoc], [href^="javascript:"]'),
    ]);
    return {
      elements: elements.map(({ outerHTML }) => outerHTML),
      ran: pwned !== undefined,
      violations,
      text: found
        .map((root) => (root instanceof Document ? root.body : root).textContent ?? '')
        .join('\n'),
    };
  });
}

/** Sees that texts are shown as they are, and that nothing has come of them. */
async function expectPlain(page: Page, ...texts: readonly string[]): Promise<void> {
  await expect.poll(async () => (await marksOf(page)).text).toContain(texts[0]);
  const { elements, ran, violations, text } = await marksOf(page);
  for (const each of texts) expect(text).toContain(each);
  expect({ elements, ran, violations }).toEqual({ elements: [], ran: false, violations: [] });
}

const refuse = (code: string) => () => {
  throw awsError(code, all);
};

/** A cell of a CSV file. */
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const file = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\n')),
});

test.describe('in a world of markup', () => {
  test.use({
    stageOptions: {
      world: markedUpWorld(),
      answers: {
        handlers: {
          appstream: {
            UpdateImagePermissions: refuse('LimitExceededException'),
            DeleteImagePermissions: refuse('ValidationException'),
          },
        },
      },
    },
  });

  test('T19: what AWS, a file or a page says is shown as text, and makes no element', async ({
    stage,
  }) => {
    await addCredentials(stage, ownerAccount);
    const settings = await watch(await stage.context.newPage());
    const open = (page: Page, route: string) =>
      page.goto(`chrome-extension://${stage.extensionId}/${route}`);
    await open(settings, 'desk.html#/settings/accounts');
    await settings.getByRole('button', { name: 'Import', exact: true }).click();
    const form = settings.getByRole('dialog', { name: 'Import accounts' });
    const lines = [
      'account,name,environment,groups,notes',
      `${ownerAccount},${quoted(img)},production,${quoted(element)},${quoted(all)}`,
      `222233334444,${quoted(svg)},test,,${quoted(script)}`,
      `333344445555,${quoted(script)},${quoted(img)},,`,
      `${quoted(link)},x,,,`,
    ];
    await form.locator('input[type=file]').setInputFiles(file(`${img}.csv`, lines));
    await expectPlain(settings, '2 to add');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await settings.getByRole('button', { name: 'Import', exact: true }).click();
    await form.locator('input[type=file]').setInputFiles(file('a.csv', lines.slice(0, 3)));
    await form.getByRole('button', { name: 'Import 2 accounts' }).click();
    await expect(form).toHaveCount(0);
    await expectPlain(settings, img, svg, element, all);

    const page = await watch(await stage.context.newPage());
    await page.goto(office);
    await expect(panelOf(page).usedBy).toContainText(script);
    await panelOf(page).applications.scrollIntoViewIfNeeded();
    await expectPlain(page, all, img, script, svg, style, iframe, link);

    const popup = await watch(await stage.context.newPage());
    await open(popup, 'popup.html');
    await expectPlain(popup, img);

    const desk = deskOf(await watch(await stage.context.newPage()));
    await open(desk.page, `desk.html#/images?${place}`);
    await expectPlain(desk.page, link, script, img);
    await open(desk.page, `desk.html#/edit?${place}&image=${selected}`);
    await desk.page.reload();
    await desk.account('222233334444').getByLabel('Use for fleet').uncheck();
    await desk.account('222233334444').getByLabel('Use for image builder').check();
    await desk.button('Update permissions').click();
    await expect(desk.resultOf('222233334444')).toContainText('Failed');
    await expectPlain(desk.page, all, svg);
    await open(desk.page, `desk.html#/stop?${place}&image=${selected}`);
    await desk.page.reload();
    await desk.button('Stop sharing').click();
    await expect(desk.resultOf('222233334444')).toContainText('Failed');
    await expectPlain(desk.page, all, svg);
    for (const view of ['activity', `settings/permissions?${place}`, 'settings/safety']) {
      await open(desk.page, `desk.html#/${view}`);
      await desk.page.reload();
      await expectPlain(desk.page, view === 'activity' ? 'Quota reached' : 'Image Desk');
    }

    const credentials = credentialsOf(await watch(await stage.context.newPage()));
    await open(credentials.page, 'desk.html#/settings/credentials');
    const opened = stage.context.waitForEvent('page');
    await credentials.signIn(startUrl);
    await answerSignIn(await opened, 'Allow');
    await expect(credentials.page.getByRole('heading', { name: /Your accounts/ })).toBeVisible();
    await expectPlain(credentials.page, img, script);
  });
});

/** Lets a text become markup in a page, if the page's policy does. */
function put(page: Page): Promise<string> {
  return page.evaluate((text) => {
    const host = document.createElement('div');
    document.body.append(host);
    try {
      host.attachShadow({ mode: 'open' }).innerHTML = text;
      return 'taken';
    } catch {
      return 'refused';
    }
  }, all);
}

test('T19: the check finds markup where a text is taken for it', async ({ stage }) => {
  // Neither the desk nor this console lets a text become markup: their policies forbid it.
  const desk = await watch(await stage.context.newPage());
  await desk.goto(`chrome-extension://${stage.extensionId}/popup.html`);
  const blank = await watch(await stage.context.newPage());
  await blank.goto('about:blank');
  expect(await put(desk)).toBe('refused');
  expect((await marksOf(desk)).elements).toEqual([]);
  await expect
    .poll(async () => (await marksOf(desk)).violations)
    .toEqual([expect.stringMatching(/^require-trusted-types-for trusted-types-sink/)]);
  expect(await put(blank)).toBe('taken');
  await expect.poll(async () => (await marksOf(blank)).ran).toBe(true);
  expect((await marksOf(blank)).elements.length).toBeGreaterThan(4);
});
