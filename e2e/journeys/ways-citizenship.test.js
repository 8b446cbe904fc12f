// The ways to citizenship and the cards and certificates around it, each from its information page and the finder to the receipt.

import { applyFor } from '../lib/apply-program.js';

const resident = {
  status: 'resident', age: '40', 'days-in-canada': '1180', 'citizenship-days': '1180', taxes: 'yes', 'citizen-language': 'yes',
  'trouble.none': true,
};

applyFor('citizenship-adult', {
  page: ['become-a-citizen', 'obtenir-la-citoyennete'],
  finder: { answers: resident, way: ['Citizenship for adults', 'Citoyenneté pour les adultes'] },
  says: [['Harbourview General Hospital', 'Harbourview General Hospital'], ['Mexico', 'Mexique']],
});

applyFor('pr-card', {
  page: ['live-in-canada/permanent-resident-card', 'vivre-au-canada/carte-de-resident-permanent'],
  finder: {
    answers: resident,
    way: ['Renewing a permanent resident card', 'Renouvellement d’une carte de résident permanent'],
  },
  says: [['Harbour Wind Energy Ltd.', 'Harbour Wind Energy Ltd.'], ['Less than five years ago', 'Depuis moins de cinq ans']],
  looksAtCommon: true,
});

applyFor('proof-of-citizenship', {
  page: ['become-a-citizen/proof-of-citizenship', 'obtenir-la-citoyennete/preuve-de-citoyennete'],
  finder: {
    answers: { status: 'citizen', age: '30', 'citizen-by': 'parent' },
    way: ['Proof of citizenship', 'Preuve de citoyenneté'],
  },
  says: [['Born outside Canada to a Canadian parent', 'Naissance à l’étranger d’un parent canadien'], ['Lucía', 'Lucía']],
});

applyFor('citizenship-minor', {
  page: ['become-a-citizen/citizenship-for-children', 'obtenir-la-citoyennete/citoyennete-pour-les-enfants'],
  finder: {
    answers: { ...resident, age: '12', 'citizen-parent': 'yes' },
    way: ['Citizenship for minors', 'Citoyenneté pour les mineurs'],
  },
  says: [['Sofía', 'Sofía'], ['Biological parent', 'Parent biologique'], ['Yes, alone', 'Oui, moi seul ou seule']],
  signer: { signer: 'child', name: 'Sofía Delgado Ruiz', sees: ['Guadalajara'] },
});
