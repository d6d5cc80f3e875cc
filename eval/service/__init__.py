"""The served app under load: who asks it, kills, a library that is indexed anew, hours of use."""
