//! The certificate of the tests' PostgreSQL, signed by an authority that nobody else trusts.

use std::{
    fs, io,
    os::unix::fs::{PermissionsExt as _, chown},
    path::Path,
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

/// The machine that the server's certificate is for.
pub const HOST: &str = "db.example";
/// The file of the authority's certificate, in the server's folder.
pub(super) const AUTHORITY: &str = "authority.pem";
/// The server's own certificate and key, in its folder of data: the names PostgreSQL looks for.
const CERTIFICATE: &str = "data/server.crt";
const KEY: &str = "data/server.key";

/// Makes the files in `folder` for a server that runs as `owner`.
pub(super) fn make(folder: &Path, owner: Option<(u32, u32)>) -> io::Result<()> {
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "Authority of the tests");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, key()?).map_err(io::Error::other)?;
    let key = key()?;
    let server = CertificateParams::new([HOST.to_owned()]).map_err(io::Error::other)?;
    let server = server.signed_by(&key, &authority).map_err(io::Error::other)?;
    fs::write(folder.join(AUTHORITY), authority.pem())?;
    fs::write(folder.join(CERTIFICATE), server.pem())?;
    let file = folder.join(KEY);
    fs::write(&file, key.serialize_pem())?;
    // PostgreSQL takes no key that others may read.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
    if let Some((user, group)) = owner {
        chown(&file, Some(user), Some(group))?;
    }
    Ok(())
}

fn key() -> io::Result<KeyPair> {
    KeyPair::generate().map_err(io::Error::other)
}
