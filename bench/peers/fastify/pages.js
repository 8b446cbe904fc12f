// The ten pages of ../../overload/site/programs/ten.toml, with the names of their fields, as JSON schemas.

const text = (maxLength = 100) => ({ type: 'string', minLength: 1, maxLength });
const optional = (maxLength = 100) => ({ type: 'string', maxLength });
const whole = (minimum, maximum) => ({ type: 'integer', minimum, maximum });
const pattern = (pattern, maxLength = 100) => ({ type: 'string', pattern, maxLength });
const choice = (...options) => ({ enum: options });
const on = { const: 'on' };
const month = whole(1, 12);
const year = whole(1900, 2100);

const day = (name) => ({ [`${name}.day`]: whole(1, 31), [`${name}.month`]: month, [`${name}.year`]: year });
const period = (name) => ({ [`${name}.from-month`]: month, [`${name}.from-year`]: year });
const open = (name) => ({ [`${name}.to-month`]: month, [`${name}.to-year`]: year, [`${name}.ongoing`]: on });

// All of `required` must be there, any of `more` may be.
const page = (required, more = {}) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...more, _csrf: { type: 'string' }, then: { type: 'string' } },
  additionalProperties: false,
});

export const schemas = {
  identity: page({
    'name.family': text(),
    'name.given': text(),
    ...day('birth-date'),
    'birth-place': text(),
    citizenship: text(),
  }),
  passport: page({ number: pattern('^[A-Za-z0-9 -]+$'), ...day('issued'), ...day('expires') }),
  home: page(
    {
      'home-address.street': text(),
      'home-address.city': text(),
      'home-address.region': text(2),
      'home-address.postal-code': pattern('^[A-Z]\\d[A-Z] ?\\d[A-Z]\\d$'),
      'since.month': month,
      'since.year': year,
    },
    { 'home-address.unit': optional() },
  ),
  contact: page({ telephone: pattern('^\\+?[0-9 ]{7,20}$'), language: choice('en', 'fr') }),
  studies: page({ school: text(), field: text(), ...period('study-period') }, open('study-period')),
  work: page(
    { employer: text(), job: text(), ...period('work-period'), wage: whole(0, 999_999_999), duties: text(2000) },
    open('work-period'),
  ),
  family: page({ partner: choice('yes', 'no'), children: whole(0, 30) }),
  travel: page({ visited: choice('yes', 'no'), reason: text(2000) }),
  history: page({ refused: choice('yes', 'no'), military: choice('yes', 'no') }, { explain: optional(2000) }),
  signature: page({ 'signature.agree': on, 'signature.name': text() }),
};

const DAYS = { identity: ['birth-date'], passport: ['issued', 'expires'] };

// Whether a page's dates are days that exist.
export function dates(page, answers) {
  return (DAYS[page] ?? []).every((name) => {
    const [year, month, day] = ['year', 'month', 'day'].map((part) => answers[`${name}.${part}`]);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  });
}
