//! What holds for everybody: caps, and that having more never counts for less.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use language::Language;
use programs::calculators::crs::{self, CrsScore, JobOffer, Profile, Spouse, Study};
use programs::calculators::fsw::{self, Candidate, FswScore};
use programs::calculators::obligation::{self, Residence};
use programs::calculators::presence::{self, Day, Halves, History};
use programs::calculators::{Ability, Education, Levels, Proficiency};
use proptest::prelude::*;

use super::{CALCULATORS, KNOWN};

fn levels() -> impl Strategy<Value = Levels> {
    proptest::array::uniform4(0_u16..=12).prop_map(Levels)
}

fn education() -> impl Strategy<Value = Education> {
    proptest::sample::select(Education::ALL.to_vec())
}

fn spouse() -> impl Strategy<Value = Option<Spouse>> {
    let known = proptest::option::of(levels())
        .prop_map(|levels| levels.map(|levels| Proficiency { language: Language::En, levels }));
    let spouse =
        (any::<bool>(), education(), known, 0_u16..8).prop_map(|(counts, education, first_language, years)| Spouse {
            counts,
            education,
            first_language,
            canadian_work_years: years,
        });
    proptest::option::of(spouse)
}

fn profile() -> impl Strategy<Value = Profile> {
    let languages = (any::<bool>(), levels(), proptest::option::of(levels())).prop_map(|(french, first, second)| {
        let [one, other] = if french { [Language::Fr, Language::En] } else { [Language::En, Language::Fr] };
        let second = second.map(|levels| Proficiency { language: other, levels });
        (Proficiency { language: one, levels: first }, second)
    });
    let study = proptest::sample::select(vec![Study::None, Study::Short, Study::Long]);
    let job_offer = proptest::sample::select(vec![JobOffer::None, JobOffer::MajorGroup00, JobOffer::OtherSkilled]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (spouse(), 0_u16..=70, education(), languages, 0_u16..8, 0_u16..8, flags, study, job_offer).prop_map(
        |(spouse, age, education, (first_language, second_language), canada, abroad, flags, study, job_offer)| {
            Profile {
                spouse,
                age,
                education,
                first_language,
                second_language,
                canadian_work_years: canada,
                foreign_work_years: abroad,
                certificate_of_qualification: flags.0,
                canadian_study: study,
                sibling_in_canada: flags.1,
                provincial_nomination: flags.2,
                job_offer,
            }
        },
    )
}

fn candidate() -> impl Strategy<Value = Candidate> {
    (levels(), education(), 0_u16..12, 0_u16..=70, any::<u16>()).prop_map(|(levels, education, years, age, bits)| {
        let flag = |at: u16| bits >> at & 1 == 1;
        Candidate {
            first_language: levels,
            second_language_clb5_all: flag(0),
            education,
            experience_years: years,
            age,
            arranged_employment: flag(1),
            own_canadian_work_1yr: flag(2),
            own_canadian_study_2yr: flag(3),
            spouse_accompanying: flag(4),
            spouse_clb4_all: flag(5),
            spouse_canadian_work_1yr: flag(6),
            spouse_canadian_study_2yr: flag(7),
            relative_in_canada: flag(8),
        }
    })
}

/// The grid in force, and the one before it.
fn grids() -> [&'static crs::Grid; 2] {
    let dated = CALCULATORS.crs.as_ref().unwrap();
    [KNOWN, date(2025, 3, 24)].map(|day| dated.on(day).unwrap().table)
}

fn ranked(profile: &Profile) -> CrsScore {
    crs::score(profile, grids()[0])
}

fn selected(candidate: &Candidate) -> FswScore {
    fsw::score(candidate, CALCULATORS.fsw.as_ref().unwrap().on(KNOWN).unwrap().table)
}

fn presence_rule() -> &'static presence::PresenceRule {
    CALCULATORS.presence.as_ref().unwrap().on(KNOWN).unwrap().table
}

fn obligation_rule() -> &'static obligation::ObligationRule {
    CALCULATORS.obligation.as_ref().unwrap().on(KNOWN).unwrap().table
}

type ChangeOfHistory = fn(&mut History, (Date, Date));

fn raise(levels: &mut Levels, ability: usize) {
    levels.0[ability] = (levels.0[ability] + 1).min(12);
}

fn period() -> impl Strategy<Value = (Date, Date)> {
    (0_i64..4_000, 0_i64..700).prop_map(|(from, length)| {
        let from = date(2014, 1, 1) + from.days();
        (from, from + length.days())
    })
}

fn periods() -> impl Strategy<Value = Vec<(Date, Date)>> {
    proptest::collection::vec(period(), 0..6)
}

fn history() -> impl Strategy<Value = History> {
    (0_i64..2_500, periods(), periods(), proptest::collection::vec(period(), 0..2), periods()).prop_map(
        |(pr, temporary, trips, excluded, deemed_present)| History {
            pr_date: date(2016, 1, 1) + pr.days(),
            temporary,
            trips,
            excluded,
            deemed_present,
        },
    )
}

proptest! {
    #[test]
    fn a_rank_keeps_its_caps(profile in profile()) {
        for grid in grids() {
            let score = crs::score(&profile, grid);
            let most = |beside, alone| if profile.column() == crs::Column::WithSpouse { beside } else { alone };
            prop_assert!(score.total <= 1200);
            prop_assert!(score.sections.get("core") <= most(460, 500));
            prop_assert!(score.sections.get("spouse") <= most(40, 0));
            prop_assert!(score.sections.get("transferability") <= 100);
            prop_assert!(score.sections.get("additional") <= 600);
            prop_assert!(score.items.get("first_language") <= most(128, 136));
            prop_assert!(score.items.get("second_language") <= most(22, 24));
            prop_assert!(score.items.get("transfer_education_capped") <= 50);
            prop_assert!(score.items.get("transfer_foreign_capped") <= 50);
            prop_assert_eq!(score.total, score.sections.0.iter().map(|(_, points)| points).sum::<u16>());
        }
    }

    #[test]
    fn a_better_profile_never_ranks_lower(profile in profile(), ability in 0_usize..4) {
        let before = ranked(&profile).total;
        let better: [fn(&mut Profile, usize); 9] = [
            |better, ability| raise(&mut better.first_language.levels, ability),
            |better, ability| { if let Some(second) = &mut better.second_language { raise(&mut second.levels, ability) } },
            |better, _| better.canadian_work_years += 1,
            |better, _| better.foreign_work_years += 1,
            |better, _| better.education = Education::ALL[(better.education as usize + 1).min(7)],
            |better, _| better.certificate_of_qualification = true,
            |better, _| better.canadian_study = Study::Long,
            |better, _| better.sibling_in_canada = true,
            |better, _| better.provincial_nomination = true,
        ];
        for (which, change) in better.iter().enumerate() {
            let mut better = profile.clone();
            change(&mut better, ability);
            prop_assert!(ranked(&better).total >= before, "change {which} of {profile:?}");
        }
        let mut better = profile;
        if let Some(known) = better.spouse.as_mut().and_then(|spouse| spouse.first_language.as_mut()) {
            raise(&mut known.levels, ability);
        }
        prop_assert!(ranked(&better).total >= before);
    }

    #[test]
    fn a_spouse_who_does_not_count_changes_nothing(profile in profile()) {
        let mut alone = profile.clone();
        alone.spouse = None;
        let mut beside = profile;
        if let Some(spouse) = &mut beside.spouse {
            spouse.counts = false;
        }
        prop_assert_eq!(ranked(&alone), ranked(&beside));
    }

    #[test]
    fn a_selection_keeps_its_caps_and_its_pass_mark(candidate in candidate()) {
        let score = selected(&candidate);
        let most = [("language", 28), ("education", 25), ("experience", 15), ("age", 12), ("arranged_employment", 10), ("adaptability", 10)];
        for (factor, most) in most {
            prop_assert!(score.factors.get(factor) <= most);
        }
        prop_assert_eq!(score.language_threshold_met, candidate.first_language.lowest() >= 7);
        prop_assert_eq!(score.pass, score.total >= 67 && score.language_threshold_met);
    }

    #[test]
    fn a_better_candidate_is_never_selected_lower(candidate in candidate(), ability in 0_usize..4) {
        let before = selected(&candidate);
        let better: [fn(&mut Candidate, usize); 6] = [
            |better, ability| raise(&mut better.first_language, ability),
            |better, _| better.experience_years += 1,
            |better, _| better.education = Education::ALL[(better.education as usize + 1).min(7)],
            |better, _| better.arranged_employment = true,
            |better, _| better.spouse_accompanying = true,
            |better, _| better.relative_in_canada = true,
        ];
        for change in better {
            let mut better = candidate.clone();
            change(&mut better, ability);
            let after = selected(&better);
            prop_assert!(after.total >= before.total && after.pass >= before.pass);
        }
    }

    #[test]
    fn a_higher_score_never_means_a_lower_level(score in 0_u16..7_000, test in 0_usize..7, ability in 0_usize..4) {
        let tests = CALCULATORS.language_tests.as_ref().unwrap().on(KNOWN).unwrap().table.all();
        let (test, ability) = (&tests[test], Ability::ALL[ability]);
        let [level, higher] = [score, score + 1].map(|score| test.level(ability, score));
        prop_assert!(higher >= level && (level == 0 || (4..=10).contains(&level)));
    }

    #[test]
    fn the_days_of_a_window_are_each_counted_once(history in history(), later in 0_i64..3_000) {
        let application = history.pr_date + later.days();
        let count = presence::count(&history, application, presence_rule());
        let calendar = presence::calendar(&history, application, presence_rule());
        let days = |kind: Day| u32::try_from(calendar.iter().filter(|day| **day == kind).count()).unwrap();
        prop_assert!((1826..=1827).contains(&count.calendar_days_in_window));
        prop_assert_eq!(count.calendar_days_in_window as usize, calendar.len());
        prop_assert_eq!(count.pr_days_present, days(Day::Counted));
        prop_assert_eq!(count.temporary_days_present, days(Day::Half));
        prop_assert_eq!(count.pr_days_absent + count.temporary_days_absent, days(Day::Away));
        prop_assert_eq!(count.excluded_days, days(Day::Excluded));
        prop_assert!(count.temporary_credit <= Halves(730));
        prop_assert_eq!(count.total.0, count.pr_days_present * 2 + count.temporary_credit.0);
        prop_assert_eq!(count.eligible, count.shortfall == Halves(0));
    }

    #[test]
    fn being_here_more_never_counts_for_less(history in history(), later in 0_i64..3_000, status in period()) {
        let application = history.pr_date + later.days();
        let total = |history: &History| presence::count(history, application, presence_rule()).total;
        let before = total(&history);
        let better: [ChangeOfHistory; 4] = [
            |better, _| { better.trips.pop(); },
            |better, _| { better.excluded.pop(); },
            |better, status| better.temporary.push(status),
            |better, status| better.deemed_present.push(status),
        ];
        for change in better {
            let mut better = history.clone();
            change(&mut better, status);
            prop_assert!(total(&better) >= before);
        }
    }

    #[test]
    fn the_earliest_date_is_the_first_with_enough_days(history in history()) {
        let rule = presence_rule();
        let earliest = presence::earliest(&history, history.pr_date, rule).unwrap();
        let day = earliest.earliest_application_date;
        let count = presence::count(&history, day, rule);
        prop_assert!(count.eligible);
        prop_assert_eq!(count.total, earliest.total_on_that_date);
        let before = presence::count(&history, day.yesterday().unwrap(), rule);
        prop_assert!(!before.eligible);
        prop_assert_eq!(before.total, earliest.total_the_day_before);
        for sooner in [30, 100, 365] {
            let sooner = day - sooner.days();
            prop_assert!(sooner < history.pr_date || !presence::count(&history, sooner, rule).eligible);
        }
    }

    #[test]
    fn being_here_more_never_breaks_the_obligation(trips in periods(), deemed_present in periods(), later in 0_i64..3_000, abroad in period()) {
        let pr_date = date(2016, 1, 1);
        let residence = Residence { examination_date: pr_date + later.days(), pr_date, trips, deemed_present };
        let count = |residence: &Residence| obligation::count(residence, obligation_rule());
        let before = count(&residence);
        let mut fewer_trips = residence.clone();
        fewer_trips.trips.pop();
        let mut accompanied = residence;
        accompanied.deemed_present.push(abroad);
        for better in [fewer_trips, accompanied] {
            let after = count(&better);
            prop_assert!(after.days_present >= before.days_present && after.met_730 >= before.met_730);
            prop_assert!(after.days_present <= 1827);
        }
    }
}
