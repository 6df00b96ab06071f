//! Verifies and explains e-mail authentication.
