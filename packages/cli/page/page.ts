import type { ReportedAgent, ReportModel } from '@canonry/core/report';
import { showAgent } from './agent-detail.js';
import { showChanges } from './changes.js';
import { byId, element } from './element.js';
import { growing } from './growing.js';
import { makeMatrix } from './matrix.js';
import { cellOf, count, readModel, searchable } from './model.js';
import { remarkList } from './remarks.js';

const model = readModel();
const haystacks = model.agents.map((agent) => searchable(model, agent));
const changed = new Set(model.since?.changes.map(({ agent }) => agent));
const view = select('view');
const only = select('only');
const query = byId('query');

describe(model);
view.append(option('-1', 'as defined, and what differs'));
view.append(...model.targets.map(({ name }, index) => option(String(index), `in ${name}`)));
only.append(option('all', 'all agents'), option('losses', 'agents that lose something'));
if (model.since !== undefined) only.append(option('changed', 'agents that changed'));

const finishChanges = model.since === undefined ? () => undefined : showChanges(model.since);
const matrix = makeMatrix(model);
const cards = element('ul', { class: 'cards' });
byId('roster').append(cards);
const roster = growing(cards, byId('roster'));

let timer = 0;
query.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, 80);
});
for (const choice of [view, only]) choice.addEventListener('change', refresh);
byId('filter').addEventListener('submit', (event) => event.preventDefault());
addEventListener('beforeprint', () => {
  for (const finish of [finishChanges, matrix.finish, roster.finish]) finish();
});
refresh();

/** Shows the agents that hold every word of the search. */
function refresh(): void {
  const words = (query instanceof HTMLInputElement ? query.value : '').toLowerCase().split(/\s+/);
  const found = model.agents.filter(
    (agent, index) => words.every((word) => haystacks[index]?.includes(word)) && isWanted(agent),
  );
  byId('count').textContent = `${found.length} of ${count(model.agents.length, 'agent')}`;
  matrix.show(found, Number(view.value));
  roster.show(found.map((agent) => () => card(agent)));
}

function isWanted(agent: ReportedAgent): boolean {
  if (only.value === 'changed') return changed.has(agent.name);
  const loses = (place: number): boolean => cellOf(model, agent, place).remarks.some(({ isLoss }) => isLoss);
  return only.value === 'all' || model.tools.some((_, place) => loses(place));
}

function card(agent: ReportedAgent): HTMLElement {
  const name = element('button', { type: 'button', class: 'name' }, agent.name);
  name.addEventListener('click', () => showAgent(model, agent));
  const tags = agent.tags.map((tag) => element('span', { class: 'tag' }, tag));
  const about = element('p', { class: 'where' }, `${agent.mode} `, ...tags.flatMap((tag) => [tag, ' ']));
  return element('li', {}, element('h3', {}, name), about, element('p', {}, agent.description));
}

/** Everything that is about no single agent. */
function describe({ agents, targets, remarks }: ReportModel): void {
  const names = targets.map(({ name, enforcement }) => `${name} (${enforcement})`).join(', ');
  byId('summary').textContent = `${count(agents.length, 'agent')}; rendered for ${names || 'nothing'}`;
  const refused = targets.filter(({ isRefused }) => isRefused).map(({ name }) => name);
  if (refused.length > 0)
    byId('summary').append(
      element('strong', { class: 'error' }, ` Nothing would be written: there are errors for ${refused.join(', ')}.`),
    );
  for (const { name, enforcement, scope, isRefused, owned } of targets) {
    const error = isRefused
      ? [element('p', { class: 'error' }, 'Nothing would be written for it: there are errors.')]
      : [];
    const cases = owned.map(({ code, summary }) => element('li', {}, `${summary} (${code})`));
    const head = element('summary', {}, `In ${count(cases.length, 'case')} it decides by itself, whatever is emitted`);
    byId('targets').append(
      element('h3', {}, `${name}: ${enforcement}, for ${scope === 'user' ? 'a person' : 'a project'}`),
      ...error,
      element('details', {}, head, element('ul', {}, ...cases)),
    );
  }
  if (remarks.length > 0) byId('targets').append(element('h3', {}, 'About no single agent'), ...remarkList(remarks));
}

function option(value: string, text: string): HTMLOptionElement {
  return element('option', { value }, text);
}

function select(id: string): HTMLSelectElement {
  const found = byId(id);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`#${id} is no select`);
  return found;
}
