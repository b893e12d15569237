import { MOST_ROWS } from './moment-table.js';

/** @typedef {import('./moment-panel.js').Moment} Moment */
/** @typedef {import('./replay-words.js').ReplayWords} ReplayWords */
/** @typedef {import('./moment-table.js').TableContent} TableContent */
/** @typedef {import('./frame-csv.js').CsvRow} CsvRow */
/**
 * Everything that is known of a moment.
 * @typedef {{
 *   moment: Moment, at: number, component: string, unit: string, fuelNames: Record<string, string>, statusNames: Record<string, string>,
 *   nodes: {ids: Int32Array, values: Float32Array, names: Map<number, {code: string, name: string, zone: string | null}> | null} | null,
 *   zones: {name: string, type: string, value: number}[], fuels: {fuel: string, mw: number}[],
 *   plants: {all: import('../Map/plants-data.js').Plants, states: import('./incidents.js').PlantState[], names: Map<number, string>} | null,
 *   lines: import('../Map/line-paths.js').Lines | null, system: import('./system.js').System | null
 * }} Facts
 */

const FIGURES = ['price', 'load', 'forecast', 'losses', 'intensity', 'shed', 'spilled'];

/** What the map and the charts show, in rows: the most important first. @param {string} table @param {Facts} facts @param {ReplayWords} words @returns {TableContent} */
export function tableOf(table, facts, words) {
  const head = (/** @type {string} */ key, number = false) => ({ text: words.say(`head.${key}`), number });
  switch (table) {
    case 'plants': {
      const rows = plantRows(facts);
      return {
        heads: [head('plant'), head('status'), head('available', true), head('capacity', true)], total: rows.length,
        rows: rows.slice(0, MOST_ROWS).map((row) => [row.name, facts.statusNames[row.status] ?? row.status, words.power(row.availableMw), words.power(row.capacityMw)]),
      };
    }
    case 'nodes': {
      const { nodes } = facts;
      const order = nodes ? known(nodes.values) : [];
      return {
        heads: [head('node'), head('zone'), { text: `${words.say(`component.${facts.component}`)} (${facts.unit})`, number: true }], total: order.length,
        rows: order.slice(0, MOST_ROWS).map((i) => {
          const named = nodes?.names?.get(nodes.ids[i]);
          return [named?.name ?? `#${nodes?.ids[i]}`, named?.zone ?? '', words.number(nodes?.values[i] ?? NaN, 2)];
        }),
      };
    }
    case 'zones': {
      const zones = [...facts.zones].sort((a, b) => (Number.isNaN(b.value) ? -Infinity : b.value) - (Number.isNaN(a.value) ? -Infinity : a.value));
      return {
        heads: [head('zone'), head('type'), { text: `${words.say('head.mean')} (${facts.unit})`, number: true }], total: zones.length,
        rows: zones.slice(0, MOST_ROWS).map((zone) => [zone.name, words.say(`zone.${zone.type}`), words.number(zone.value, 2)]),
      };
    }
    case 'lines': {
      const rows = lineRows(facts);
      return {
        heads: [head('line'), head('flow', true), head('loading', true), head('shadow', true)], total: rows.length,
        rows: rows.slice(0, MOST_ROWS).map((row) => [row.name, words.number(row.flow), words.number(row.loading * 100), row.shadow === null ? '' : words.number(row.shadow, 2)]),
      };
    }
    case 'system': {
      const { system } = facts;
      const figures = FIGURES.flatMap((name) => (system?.series.has(name) ? [[words.say(`figure.${name}`), words.number(system.valueAt(name, facts.at), name === 'price' ? 2 : 0), system.series.get(name)?.unit ?? '']] : []));
      const fuels = facts.fuels.map(({ fuel, mw }) => [words.say('figure.fuel', facts.fuelNames[fuel] ?? fuel), words.number(mw), 'MW']);
      const out = [words.say('figure.out'), words.power(facts.moment.out), 'MW'];
      const rows = [...figures, out, ...fuels];
      return { heads: [head('quantity'), head('value', true), head('unit')], rows, total: rows.length };
    }
    default: {
      const { events, at } = facts.moment;
      return {
        heads: [head('event'), head('why'), head('out', true), head('since', true), head('capacity', true)], total: events.length,
        rows: events.slice(0, MOST_ROWS).map(({ incident, mw, type, since, reason }) => [
          incident.unit ? `${incident.name} ${incident.unit}` : incident.name, reason ? `${words.say(`type.${type}`)}, ${reason}` : words.say(`type.${type}`), words.power(mw), words.when(since, at), words.power(incident.capacityMw),
        ]),
      };
    }
  }
}

/** The same moment for a file: every number that is shown, whole. @param {Facts} facts @param {{nodes: boolean, plants: boolean, lines: boolean, zones: boolean}} layers @returns {CsvRow[]} */
export function csvRows(facts, layers) {
  /** @type {CsvRow[]} */
  const rows = [];
  const { system, nodes, moment } = facts;
  for (const name of FIGURES) {
    if (system?.series.has(name)) rows.push({ subject: 'system', id: '', name: '', quantity: name, value: system.valueAt(name, facts.at), unit: system.series.get(name)?.unit ?? '' });
  }
  rows.push({ subject: 'system', id: '', name: '', quantity: 'out', value: moment.out, unit: 'MW' });
  for (const { fuel, mw } of facts.fuels) rows.push({ subject: 'fuel', id: fuel, name: fuel, quantity: 'generation', value: mw, unit: 'MW' });
  for (const { incident, mw, type, since } of moment.events) rows.push({ subject: 'incident', id: incident.id, name: incident.unit ? `${incident.name} ${incident.unit}` : incident.name, quantity: type, value: mw, unit: 'MW', since });
  for (const line of moment.binding) rows.push({ subject: 'binding line', id: line.lineId, name: line.code, quantity: 'shadow price', value: line.shadowPrice, unit: facts.unit });
  if (layers.plants) for (const plant of plantRows(facts)) rows.push({ subject: 'plant', id: plant.id, name: plant.name, quantity: plant.status, value: plant.availableMw, unit: 'MW' });
  if (layers.lines) for (const line of lineRows(facts)) rows.push({ subject: 'line', id: line.id, name: line.name, quantity: 'flow', value: line.flow, unit: 'MW' });
  if (layers.zones) for (const zone of facts.zones) rows.push({ subject: 'zone', id: '', name: zone.name, quantity: `mean ${facts.component}`, value: zone.value, unit: facts.unit });
  if (layers.nodes && nodes) {
    nodes.ids.forEach((id, i) => {
      const named = nodes.names?.get(id);
      rows.push({ subject: 'node', id, name: named?.code ?? '', quantity: facts.component, value: nodes.values[i], unit: facts.unit });
    });
  }
  return rows;
}

/** Plants of which something is out, what is left the least first. @param {Facts} facts */
function plantRows({ plants }) {
  if (!plants) return [];
  const rows = new Map(Array.from(plants.all.id, (id, row) => [id, row]));
  return plants.states.flatMap(({ id, status, availableMw }) => {
    const row = rows.get(id);
    const capacityMw = row === undefined ? NaN : plants.all.capacityMw[row];
    return [{ id, name: plants.names.get(id) ?? `#${id}`, status, availableMw, capacityMw }];
  }).sort((a, b) => (b.capacityMw - b.availableMw || 0) - (a.capacityMw - a.availableMw || 0) || a.id - b.id);
}

/** Lines whose flow is known, the fullest first. @param {Facts} facts */
function lineRows({ lines, moment }) {
  if (!lines) return [];
  const shadows = new Map(moment.binding.map((line) => [line.lineId, Math.abs(line.shadowPrice)]));
  return Array.from(lines.id, (id, row) => ({ id, name: lines.names[row], flow: lines.flow[row], loading: lines.loading[row], shadow: shadows.get(id) ?? null }))
    .filter((row) => !Number.isNaN(row.flow)).sort((a, b) => b.loading - a.loading || a.id - b.id);
}

/** Places of the values that are known, the greatest first. @param {Float32Array} values @returns {number[]} */
function known(values) {
  return [...values.keys()].filter((i) => !Number.isNaN(values[i])).sort((a, b) => values[b] - values[a] || a - b);
}
