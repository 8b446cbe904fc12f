//! The comparison of forms: ten pages posted, checked and kept, at Landfall on both its databases, Fastify and Django.

use std::path::Path;

use anyhow::Result;
use testkit::{Landfall, Setup, postgres::Database};

use crate::{
    Bench,
    pages::address,
    report::{self, Arm},
    rival::Rival,
    walk::{self, Site},
};

/// Landfall lets everyone in: what its waiting room does is the overload bench's to measure.
const ADMISSION: (&str, &str) = ("LANDFALL_ADMISSION", "open");
/// Django is slow: it gets this part of the applications.
const DJANGO_SHARE: usize = 8;
/// A whole visit has twice as many requests as it has posts: so many fewer are made.
const VISITS_SHARE: usize = 2;
const LANDFALL: &str = "Landfall, SQLite";

/// Landfall with the form, on both databases.
pub(crate) struct Forms {
    sqlite: Landfall,
    postgres: Landfall,
}

/// Where the form is, and how many applications are made of it in a round.
struct Form {
    site: Site,
    applications: usize,
}

impl Forms {
    pub(crate) fn start(bench: &Bench, database: &Database) -> Result<Self> {
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../overload/site").canonicalize()?;
        let setup =
            || Setup::new(&bench.binary).site(&site).within(&bench.folder).environment(ADMISSION.0, ADMISSION.1);
        let postgres = setup().environment("LANDFALL_DATABASE_URL", &database.address()).start();
        Ok(Self { sqlite: setup().start(), postgres })
    }

    /// Measures the posts of pages and whole visits, and prints them. `database` is PostgreSQL's process.
    pub(crate) fn measure(
        &self,
        bench: &Bench,
        database: u32,
        django: &Rival,
        fastify: &Rival,
        applications: usize,
    ) -> Result<()> {
        let form = |server, token_field, applications| Form { site: Site { server, token_field }, applications };
        let landfall = |landfall| anyhow::Ok(form(address(landfall)?, "form_token", applications));
        let arms = || {
            let django_form = form(django.address, "csrfmiddlewaretoken", applications.div_ceil(DJANGO_SHARE));
            anyhow::Ok(vec![
                Arm::new(LANDFALL, landfall(&self.sqlite)?, vec![self.sqlite.pid()]),
                Arm::new("Landfall, PostgreSQL", landfall(&self.postgres)?, vec![self.postgres.pid(), database]),
                Arm::new(
                    "Fastify, PostgreSQL",
                    form(fastify.address, "_csrf", applications),
                    vec![fastify.process(), database],
                ),
                Arm::new("Django, PostgreSQL", django_form, vec![django.process(), database]),
            ])
        };
        println!("\nA form of ten pages, each posted, checked and on disk before it is answered");
        let mut posts = arms()?;
        for arm in &posts {
            bench.runtime.block_on(walk::refusals(arm.what.site))?;
        }
        let mut visits = arms()?;
        for round in 0..=bench.rounds {
            for arm in &mut posts {
                let Form { site, applications } = arm.what;
                let measured = bench.runtime.block_on(walk::posts(site, applications, &arm.processes));
                arm.put(round, measured)?;
            }
            for arm in &mut visits {
                let Form { site, applications } = arm.what;
                let visits = applications.div_ceil(VISITS_SHARE);
                let measured = bench.runtime.block_on(walk::visits(site, visits, &arm.processes));
                arm.put(round, measured)?;
            }
        }
        report::table("the post of a page", LANDFALL, &posts);
        report::table("a whole visit, for each of its 12 posts (each followed to its page)", LANDFALL, &visits);
        Ok(())
    }
}
