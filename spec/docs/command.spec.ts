import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { expect } from 'chai';
import { Config } from '../../lib/cli/config/Config.ts';
import { createProgram } from '../../lib/cli/createProgram.ts';
import { PROVIDERS } from '../../lib/cli/providers/providers.ts';
import type { ProviderEntry } from '../../lib/cli/providers/ProviderEntry.ts';
import { Interrupts } from '../../lib/cli/session/Interrupts.ts';
import { openSession } from '../../lib/cli/session/Session.ts';
import { pages, readText } from './readExamples.ts';

const PAGE = 'docs/command.md';

describe('docs/command.md', () => {
  const shared = rowsOf(sectionOf(readText(PAGE), 'Which service')).filter(([flags = '']) => flags.includes('--'));
  const { commands } = createProgram(
    openSession({
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      env: {},
      interrupts: new Interrupts(),
    }),
  );

  for (const command of commands) {
    const title = `\`rxllm ${command.name()}${argumentsOf(command)}\``;
    const page = pages.find((path) => readText(path).includes(`\n## ${title}\n`));

    it(`${title} has a section, with every option and no other`, () => {
      expect(page, `a page with the heading ${title}`).not.to.equal(undefined);
      const own = rowsOf(sectionOf(readText(page ?? PAGE), title)).filter(([flags = '']) => flags.startsWith('-'));
      const documented = [...shared, ...own].map(([flags]) => flags);
      expect(documented).to.have.members(command.options.map(({ flags }) => flags));
    });

    it(`${title} states the defaults of its options`, () => {
      const own = sectionOf(readText(page ?? PAGE), title);
      for (const { flags, defaultValue } of command.options) {
        if (defaultValue === undefined || typeof defaultValue === 'boolean') continue;
        const [, meaning = ''] = rowsOf(own).find(([row]) => row === flags) ?? [];
        expect(meaning, flags).to.match(new RegExp(`\\b${String(defaultValue).replaceAll('.', '\\.')}\\b`));
      }
    });
  }

  it('names every provider, with its variables', () => {
    const rows = rowsOf(sectionOf(readText(PAGE), 'Which service')).filter(
      (row) => row.length === 4 && row[0] !== 'provider',
    );
    const documented = rows.map(([name, , keys = '', place = '']) => [name, namesIn(keys), namesIn(place)]);
    const known: readonly ProviderEntry[] = PROVIDERS;
    expect(documented).to.deep.equal(
      known.map(({ name, keys, place }) => [
        name,
        keys.map(({ variable }) => variable),
        place === undefined ? [] : [place.variable],
      ]),
    );
  });

  it('has a valid config file that shows every setting', () => {
    const [, json = ''] = /```json\n([^]*?)```/.exec(readText(PAGE)) ?? [];
    const config: unknown = JSON.parse(json);
    expect(Config.decode(config)).to.have.property('_tag', 'Right');
    const { profiles } = config as { readonly profiles: { readonly work: { readonly options: object } } };
    expect(Object.keys(profiles.work)).to.have.members(['provider', 'model', 'baseUrl', 'system', 'options']);
    expect(Object.keys(profiles.work.options)).to.have.members([
      'temperature',
      'maxTokens',
      'topP',
      'seed',
      'stop',
      'reasoningEffort',
    ]);
  });
});

/** ` [prompt...]`, as the help writes it. */
function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map((argument) => ` [${argument.name()}${argument.variadic ? '...' : ''}]`)
    .join('');
}

/** What stands under a heading, to the next one of its level. */
function sectionOf(page: string, title: string): string {
  const [, rest = ''] = page.split(`\n## ${title}\n`);
  return rest.split('\n## ')[0] ?? '';
}

/** The rows of a section's tables; a cell of code alone without its marks. */
function rowsOf(section: string): readonly (readonly string[])[] {
  return [...section.matchAll(/^\| (.+?) ?\|$/gm)]
    .map(([, row = '']) => row.split(' | ').map((cell) => cell.trim().replace(/^`([^`]+)`$/, '$1')))
    .filter(([first = '']) => !first.startsWith('---'));
}

const namesIn = (cell: string): readonly string[] => [...cell.matchAll(/[A-Z][A-Z_]+/g)].map(([name]) => name);
