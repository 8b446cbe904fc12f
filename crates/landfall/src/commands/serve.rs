//! `landfall serve`: opens everything, says where it is, and serves until it is told to stop.

use super::restore::RESTORING;
use crate::{
    args::ServeArguments,
    certificates,
    config::Config,
    front::Front,
    jobs::{
        self, notices, openings, packing,
        readiness::{self, Readiness},
        visitors::Counting,
    },
    keys, logging, operations,
    service::{self, filing::Filings},
    site_folder, watch,
};
use anyhow::{Context, Result, anyhow, bail};
use language::Fault;
use listenfd::ListenFd;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serve::{Endpoint, Limits, Running, Server, TrustedProxies};
use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::ExitCode,
    sync::Arc,
};
use store::{
    Actor, RequestId, Store, Who,
    blobs::Blobs,
    ops::facts::{BindKey, CheckKey, KeyCheck},
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use vault::{Keys, Random, SystemRandom};
use web::{
    App, Clock, Door, Gate, MailThrottle, Meter, Openings, PasswordPool, PublicSite, Publications, Site, Visits,
    payments::Demonstration, service::Report,
};

/// The folder of documents, within the data folder.
pub(super) const DOCUMENTS: &str = "documents";

/// The system's clock.
pub(super) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> jiff::Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the binary is where time comes from")]
        jiff::Timestamp::now()
    }
}

pub(crate) fn run(arguments: ServeArguments) -> Result<ExitCode> {
    // While there is one thread: the variables that tell of the sockets are taken out of the environment.
    let sockets = handed_over()?;
    let config = Config::read(arguments)?;
    logging::start(config.json_log);
    let site = Site::load(&site_folder::read(&config.site)?).or_else(|faults| refuse(&config, &faults))?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .thread_name("background")
        .build()
        .context("the background threads cannot be started")?
        .block_on(serve(config, site, sockets))
}

/// Says what is wrong with the site folder.
fn refuse<T>(config: &Config, faults: &[Fault]) -> Result<T> {
    for fault in faults {
        eprintln!("{}/{fault}", config.site.display());
    }
    bail!("the site folder {} has faults (above); nothing is served until they are mended", config.site.display());
}

async fn serve(config: Config, mut site: Site, sockets: Vec<TcpListener>) -> Result<ExitCode> {
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let descriptors = raise_descriptor_limit();
    let limits = Limits::for_descriptors(descriptors);
    let connections = limits.connections;
    let (store, keys) = open_store(&config, &*random).await?;
    let faults = web::publish(&store, request(&*random), &site, SystemClock.now()).await?;
    if !faults.is_empty() {
        return refuse(&config, &faults);
    }

    let mut server = Server::new(limits).trust(TrustedProxies::new(config.trusted_proxies.clone()));
    let held = !sockets.is_empty();
    let mut endpoints: Vec<_> = sockets.into_iter().map(Endpoint::open).collect();
    if !held {
        endpoints.push(Endpoint::address(config.listen));
    }
    let certified = certificates::open(&config, SystemClock.now())?;
    if let Some(tls) = &certified {
        server = server.tls(tls.clone());
        endpoints = endpoints.into_iter().map(Endpoint::with_tls).collect();
    }
    let bound = endpoints.into_iter().fold(server, Server::listen).bind().map_err(|error| anyhow!("{error}"))?;
    let address = bound.addresses().first().copied().unwrap_or(config.listen);
    let listener = config.operations.as_ref().map(operations::Listener::bind).transpose()?;
    site.settings.base_url = base_url(&config, &site.settings.base_url, address)?;

    let public = PublicSite::render(&site).map_err(|faults| {
        anyhow!(
            "the public pages do not render: {}",
            faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        )
    })?;
    let meter: Arc<dyn Meter> = Arc::new(watch::SystemMeter::start());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let app = Arc::new(App {
        provider: Arc::new(Demonstration::new(store.clone(), Keys::new(&keys.master), Arc::clone(&clock))),
        time_zone: site.settings.zone().context("the site's time zone is unknown")?,
        public: Arc::new(public),
        publications: Publications::default(),
        messages: Arc::clone(&site.messages),
        store,
        blobs: Blobs::open(&config.data.join(DOCUMENTS)).context("the documents folder cannot be opened")?,
        keys: Keys::new(&keys.master),
        signing: keys.signing,
        clock,
        passwords: PasswordPool::new(Arc::clone(&random), Arc::clone(&meter)),
        random: Arc::clone(&random),
        mail_throttle: MailThrottle::default(),
        scans: config.clamav.is_some(),
        openings: Openings::default(),
        site,
    });
    let ready = Arc::new(Readiness::new(Instant::now()));
    let stop = CancellationToken::new();
    let router = web::router(&app);
    let gate = Arc::new(
        Gate::new(&app, &router, Arc::clone(&meter), config.admission.settings(), config.admission.mode).await,
    );
    gate.count().await;
    let notice_faults = Arc::default();
    let mut notices =
        notices::Watch::new(Arc::clone(&app), Arc::clone(&gate), &config.data, Arc::clone(&notice_faults));
    notices.look().await;
    app.show_service(None, &Report::default(), &app.announced());
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let visits = Arc::new(Visits::new(threads, app.random_bytes(), config.visitors.country_header.clone()));
    let countries = config.visitors.country_file.clone();
    let visitors = Counting::start(Arc::clone(&app), Arc::clone(&visits), &config.data, countries)?;
    let door = Door::new(
        Arc::clone(&app.public),
        router,
        Arc::clone(&gate),
        random,
        {
            let (ready, stop) = (Arc::clone(&ready), stop.clone());
            Arc::new(move || ready.holds(Instant::now()) && !stop.is_cancelled())
        },
        app.is_secure(),
        visits,
    );
    let tally = door.tally();
    let outside = jobs::Outside::new(&config)?;
    // Not before the site answers: the authority asks it.
    let certifying =
        certified.clone().map(|tls| certificates::keep(config.clone(), tls, Arc::clone(&app.clock), stop.clone()));
    let running = bound.start(Front(door.clone()), stop.clone()).map_err(|error| anyhow!("{error}"))?;
    greet(&config, &app, address, connections);
    let jobs_tally = Arc::default();
    let filings = Arc::new(Filings::default());
    let watched = Arc::new(operations::Sources {
        gate: Arc::clone(&gate),
        tally,
        stats: running.stats(),
        vitals: running.vitals(),
        store: app.store.clone(),
        readiness: Arc::clone(&ready),
        stop: stop.clone(),
        jobs: Arc::clone(&jobs_tally),
        public: Arc::clone(&app.public),
        notice_faults,
        tls: certified,
        data: config.data.clone(),
        meter,
        clock: Arc::clone(&app.clock),
        visitors: Arc::clone(&visitors.told),
        filings: Arc::clone(&filings),
    });
    // It goes on while the public side finishes what it began.
    let last = CancellationToken::new();
    let operating = operate(&config, &app, listener, Arc::clone(&watched), &last)?;
    if held {
        println!("Socket:      held by the service manager; who comes during a restart waits in it");
    }

    if let Some(certifying) = certifying {
        tokio::spawn(certifying);
    }
    let counting = tokio::spawn(openings::run(Arc::clone(&gate)));
    notices.start(stop.clone())?;
    packing::start(Arc::clone(&gate), stop.clone())?;
    let watching =
        tokio::spawn(watch::run(gate, running.vitals(), app.store.clone(), Arc::clone(&ready), stop.clone()));
    let proving = tokio::spawn(readiness::run(Arc::clone(&app), Arc::clone(&ready)));
    if let Some(every) = config.synthetic_filing {
        let filing = service::filing::run(Arc::clone(&app), door, Arc::clone(&filings), ready, every, stop.clone());
        tokio::spawn(filing);
    }
    let history = service::file(&config.data, config.admission.node);
    let standing = tokio::spawn(service::run(Arc::clone(&app), watched, filings, history, stop.clone()));
    let work = tokio::spawn(jobs::run(Arc::clone(&app), outside, jobs_tally, stop.clone()));
    tokio::spawn(wait_for_signal(stop.clone()));
    stop.cancelled().await;
    let stopped = running.stopped().await.map_err(|error| anyhow!("{error}"))?;
    watching.abort();
    proving.abort();
    counting.abort();
    work.await.context("the background work failed")?;
    visitors.end();
    standing.await.context("the status of the service failed")?;
    last.cancel();
    if let Some(operating) = operating {
        operating.stopped().await.map_err(|error| anyhow!("{error}"))?;
    }
    if stopped.cut > 0 {
        tracing::warn!(connections = stopped.cut, "stopped before every request was finished");
    }
    Ok(ExitCode::SUCCESS)
}

/// Starts the operations listener, if there is to be one.
fn operate(
    config: &Config,
    app: &Arc<App>,
    listener: Option<operations::Listener>,
    sources: Arc<operations::Sources>,
    stop: &CancellationToken,
) -> Result<Option<Running>> {
    let (Some(settings), Some(listener)) = (&config.operations, listener) else { return Ok(None) };
    if let Some(address) = listener.address() {
        println!("Operations:  http://{address} (measurements, health and the operator's page)");
    }
    let watching = Arc::new(operations::Watching::new(sources, Arc::clone(app)));
    tokio::spawn(Arc::clone(&watching).keep(stop.clone()));
    listener.start(watching, settings.hosts.clone(), stop.clone()).map(Some)
}

/// The sockets that a service manager has opened for us (sd_listen_fds(3)).
fn handed_over() -> Result<Vec<TcpListener>> {
    let mut sockets = ListenFd::from_env();
    let sockets: std::io::Result<_> =
        (0..sockets.len()).filter_map(|number| sockets.take_tcp_listener(number).transpose()).collect();
    sockets
        .context("what the service manager hands over (LISTEN_FDS) is not a TCP socket; see ListenStream= of its unit")
}

/// A request of this program's own.
pub(super) fn request(random: &dyn Random) -> RequestId {
    let mut id = [0; 16];
    random.fill(&mut id);
    RequestId(uuid::Builder::from_random_bytes(id).into_uuid())
}

/// Opens the store, and the keys it is sealed with.
pub(super) async fn open_store(config: &Config, random: &dyn Random) -> Result<(Store, keys::KeyFolder)> {
    if config.data.join(RESTORING).exists() {
        bail!("a restore into {} was broken off. Empty the folder, then restore again", config.data.display());
    }
    let store = match &config.database_url {
        Some(url) => Store::open_postgres(url).await.map_err(|error| anyhow!(error))?,
        None => Store::open_sqlite(&config.data).map_err(|error| anyhow!(error))?,
    };
    let actor = Actor { who: Who::System, request: request(random) };
    let sealed = store.read(&actor, CheckKey { id: None }).await? != KeyCheck::Fresh;
    let documents = config.data.join(DOCUMENTS);
    if !sealed && std::fs::read_dir(&documents).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!(
            "the store is new, but {} holds documents of another one. Is the database URL missing? Name the right store, or \
             another --data folder",
            documents.display()
        );
    }
    let keys = keys::open(&config.keys, sealed, random)?;
    if store.exec(&actor, BindKey { id: keys.master.id() }).await? != KeyCheck::Matches {
        bail!(
            "the master key in {} is not the one this store is sealed with, so nothing in it could be read. Put back the \
             {} that was made with the store, or name its folder with --keys",
            config.keys.display(),
            keys::MASTER
        );
    }
    Ok((store, keys))
}

/// How people reach the site. A site that names this very machine is reached at the port it really listens on.
fn base_url(config: &Config, of_site: &str, address: SocketAddr) -> Result<String> {
    if let Some(url) = &config.base_url {
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            bail!("the base URL {url:?} does not begin with https:// or http://");
        }
        return Ok(url.clone());
    }
    let local = of_site.strip_prefix("http://localhost").is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    Ok(if local { format!("http://localhost:{}", address.port()) } else { of_site.to_owned() })
}

/// Raises the soft limit on open files to the hard one, and returns it.
fn raise_descriptor_limit() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    match setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        Ok(()) => maximum.unwrap_or(u64::MAX),
        Err(_) => current.unwrap_or(u64::MAX),
    }
}

fn greet(config: &Config, app: &App, address: SocketAddr, connections: usize) {
    let scheme = if config.tls.is_some() || config.acme.is_some() { "https" } else { "http" };
    let shown = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned()).display().to_string();
    println!("Landfall serves {scheme}://{address} (people reach it at {})", app.site.settings.base_url);
    match &config.database_url {
        Some(_) => println!("Store:       PostgreSQL; documents in {}", shown(&config.data)),
        None => println!("Store:       SQLite, in {}", shown(&config.data)),
    }
    println!("Keys:        {} (keep them apart from the data, and back them up apart)", shown(&config.keys));
    println!("Connections: up to {connections} at once, by this machine's limit on open files");
    if !app.is_secure() {
        println!("Cookies:     without the __Host- prefix and Secure, because the site is reached over plain HTTP");
    }
    if let Some(acme) = &config.acme {
        println!("Certificate: fetched and renewed from {}", acme.directory);
    }
    match &config.smtp_url {
        Some(_) => println!("Mail:        by SMTP"),
        None => println!("Mail:        written to {} (demonstration only)", shown(&config.data.join("mail"))),
    }
}

/// The first signal stops the server gently, the second at once.
async fn wait_for_signal(stop: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::error!("signals cannot be listened to");
        return;
    };
    for round in 0..2 {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        if round == 1 {
            std::process::exit(1);
        }
        stop.cancel();
    }
}
