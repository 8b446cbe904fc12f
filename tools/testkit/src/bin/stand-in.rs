//! Stands in for the binary in the testkit's own tests: takes its arguments, says where it serves, serves one form, and
//! keeps what was sent in its data folder.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
};

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag);
        at.and_then(|at| arguments.get(at + 1)).expect(flag).clone()
    };
    assert!(fs::exists(Path::new(&value("--site")).join("site.toml")).unwrap_or(false), "no site.toml in --site");
    assert!(env::var_os("STAND_IN_FAILS").is_none(), "told to fail");
    fs::create_dir_all(value("--data")).expect("a data folder");
    let kept = Path::new(&value("--data")).join("kept");
    let listener = TcpListener::bind(value("--listen")).expect("a free port");
    println!("Your site is at http://{}/", listener.local_addr().expect("a bound address"));
    for stream in listener.incoming() {
        answer(stream.expect("a connection"), &kept);
    }
}

fn answer(mut stream: TcpStream, kept: &Path) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            break;
        }
        head.push(line.trim_end().to_owned());
    }
    let header = |name: &str| {
        let mut pairs = head.iter().filter_map(|line| line.split_once(": "));
        pairs.find(|(header, _)| header.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    };
    let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
    reader.read_exact(&mut body).expect("the whole body");

    let request = head.first().map(String::as_str).unwrap_or_default();
    let (status, extra, page) = match request.rsplit_once(' ').map_or("", |(start, _)| start) {
        "GET /" => ("303 See Other", "Location: /en\r\n", String::new()),
        "GET /en" => ("200 OK", "Set-Cookie: seen=yes; Path=/\r\n", form()),
        "POST /en/kept" => {
            fs::write(kept, &body).expect("a written file");
            ("303 See Other", "Location: kept\r\n", String::new())
        }
        "GET /en/kept" => {
            let kept = fs::read(kept)
                .map_or_else(|_| "nothing".to_owned(), |body| String::from_utf8_lossy(&body).into_owned());
            ("200 OK", "", format!("<h1>Kept</h1><p>cookie {}</p><pre>{}</pre>", header("cookie"), escape(&kept)))
        }
        _ => ("400 Bad Request", "", format!("<h1>No</h1><p>{}</p>", escape(request))),
    };
    let length = page.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n{extra}\r\n{page}"
    );
    // Whoever asked may be gone.
    let _ = stream.write_all(answer.as_bytes());
}

fn form() -> String {
    "<!doctype html><html lang=en><title>Stand-in</title><h1>Name</h1>\
     <form method=post action=/en/kept enctype=multipart/form-data><input type=hidden name=token value=t1>\
     <input name=name><input type=file name=scan><button>Continue</button></form></html>"
        .to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
