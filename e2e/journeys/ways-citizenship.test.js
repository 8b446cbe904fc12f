// The ways to citizenship and the cards and certificates around it, each from its information page to the receipt.

import { applyFor } from '../lib/apply-program.js';

applyFor('citizenship-adult', {
  page: ['become-a-citizen', 'obtenir-la-citoyennete'],
  says: [['Harbourview General Hospital', 'Harbourview General Hospital'], ['Mexico', 'Mexique']],
});

applyFor('pr-card', {
  page: ['live-in-canada/permanent-resident-card', 'vivre-au-canada/carte-de-resident-permanent'],
  says: [['Harbour Wind Energy Ltd.', 'Harbour Wind Energy Ltd.'], ['Less than five years ago', 'Depuis moins de cinq ans']],
  looksAtCommon: true,
});

applyFor('proof-of-citizenship', {
  page: ['become-a-citizen/proof-of-citizenship', 'obtenir-la-citoyennete/preuve-de-citoyennete'],
  says: [['Born outside Canada to a Canadian parent', 'Naissance à l’étranger d’un parent canadien'], ['Lucía', 'Lucía']],
});

applyFor('citizenship-minor', {
  page: ['become-a-citizen/citizenship-for-children', 'obtenir-la-citoyennete/citoyennete-pour-les-enfants'],
  says: [['Sofía', 'Sofía'], ['Biological parent', 'Parent biologique'], ['Yes, alone', 'Oui, moi seul ou seule']],
});
