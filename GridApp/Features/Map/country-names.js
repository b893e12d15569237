/**
 * Names of countries in the reader's language, by their English names in the atlas. The browser knows them by ISO code, so its English names are the bridge;
 * the atlas abbreviates some, which are listed.
 * @param {string} locale BCP 47 @returns {(name: string) => string} gives back what it does not know
 */
export function countryNames(locale) {
  if (locale.toLowerCase().startsWith('en')) return (name) => name;
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const local = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  /** @type {Map<string, string>} */
  const known = new Map();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const first of letters) {
    for (const second of letters) {
      const name = english.of(first + second);
      const translated = local.of(first + second);
      if (name && translated) known.set(name, translated);
    }
  }
  for (const [name, code] of Object.entries(ABBREVIATED)) {
    const translated = local.of(code);
    if (translated) known.set(name, translated);
  }
  return (name) => known.get(name) ?? name;
}

const ABBREVIATED = {
  'United States of America': 'US', 'Turkey': 'TR', 'Czechia': 'CZ', 'Macedonia': 'MK', 'Bosnia and Herz.': 'BA', 'Dem. Rep. Congo': 'CD', 'Congo': 'CG',
  'Central African Rep.': 'CF', 'Eq. Guinea': 'GQ', 'S. Sudan': 'SS', 'W. Sahara': 'EH', "Côte d'Ivoire": 'CI', 'Dominican Rep.': 'DO', 'Myanmar': 'MM',
  'eSwatini': 'SZ', 'Solomon Is.': 'SB', 'Falkland Is.': 'FK', 'Palestine': 'PS', 'Hong Kong': 'HK', 'Macao': 'MO', 'Fr. S. Antarctic Lands': 'TF',
};
